package dev.vireo.nn;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorGroup;
import dev.vireo.tensor.autograd.Recomputation;
import java.util.ArrayList;
import java.util.List;

/** The forward hooks of one block. */
final class Hooks {
    private List<ForwardHook> hooks = List.of();

    boolean isEmpty() {
        return hooks.isEmpty();
    }

    /** Adds a hook and returns an action that removes it. */
    Runnable add(ForwardHook hook) {
        var more = new ArrayList<>(hooks);
        more.add(hook);
        hooks = more;
        return () -> {
            var fewer = new ArrayList<>(hooks);
            fewer.remove(hook);
            hooks = fewer;
        };
    }

    /** Calls the hooks in order, but not when backward computes activations a second time. */
    void run(Tensor[] inputs, TensorGroup outputs) {
        if (hooks.isEmpty() || Recomputation.isRecomputing()) {
            return;
        }
        var in = List.of(inputs);
        var out = outputs.tensors();
        hooks.forEach(hook -> hook.afterForward(in, out));
    }
}
