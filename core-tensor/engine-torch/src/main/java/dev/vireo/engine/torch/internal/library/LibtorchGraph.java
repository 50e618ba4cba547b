package dev.vireo.engine.torch.internal.library;

import dev.vireo.tensor.engine.FusedGradient.Tape;
import dev.vireo.tensor.engine.NativeTensor;
import java.util.function.Function;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A part of libtorch's autograd graph, kept as a residual. It differentiates functions whose derivative is inside
 * libtorch and depends on the chosen kernel. It owns what libtorch saved until it is closed. The inputs are its leaves
 * and the results are its roots, so libtorch records nothing else.
 */
public final class LibtorchGraph implements NativeTensor {
    private static final BoolOptional RETAIN = new BoolOptional(true); // backward may be called again before close

    private final Tensor[] leaves;
    private final Tensor[] roots;

    private LibtorchGraph(Tensor[] leaves, Tensor[] roots) {
        this.leaves = leaves;
        this.roots = roots;
    }

    /**
     * Runs a function and records it.
     *
     * @return the results, followed by the graph
     */
    public static NativeTensor[] record(NativeTensor[] inputs, Function<Tensor[], Tensor[]> function) {
        var leaves = new Tensor[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            leaves[i] = TorchTensor.unwrap(inputs[i]).detach();
            if (leaves[i].is_floating_point()) {
                leaves[i].set_requires_grad(true);
            }
        }
        try (var recording = LibtorchGradMode.open()) {
            return results(new LibtorchGraph(leaves, function.apply(leaves)));
        } catch (RuntimeException e) {
            closeAll(leaves);
            throw e;
        }
    }

    private static NativeTensor[] results(LibtorchGraph graph) {
        int count = graph.roots.length;
        var results = new NativeTensor[count + 1];
        for (int i = 0; i < count; i++) {
            results[i] = TorchTensor.of(graph.roots[i].detach());
        }
        results[count] = graph;
        return results;
    }

    /** Returns the gradients of the inputs that need one. */
    public NativeTensor[] backward(Tape tape, boolean[] needed) {
        try (var outputs = new TensorVector();
                var arrived = new TensorVector();
                var inputs = new TensorVector()) {
            for (int i = 0; i < roots.length; i++) {
                if (tape.hasGradient(i)) {
                    outputs.push_back(roots[i]);
                    arrived.push_back(TorchTensor.unwrap(tape.gradient(i)));
                }
            }
            for (int i = 0; i < needed.length; i++) {
                if (needed[i]) {
                    inputs.push_back(leaves[i]);
                }
            }
            try (var gradients = torch.grad(outputs, inputs, arrived, RETAIN, false, true)) {
                return spread(gradients, needed);
            }
        }
    }

    private NativeTensor[] spread(TensorVector gradients, boolean[] needed) {
        var spread = new NativeTensor[needed.length];
        int next = 0;
        for (int i = 0; i < needed.length; i++) {
            if (needed[i]) {
                var gradient = gradients.get(next++);
                spread[i] = TorchTensor.of(gradient.defined() ? new Tensor(gradient) : torch.zeros_like(leaves[i]));
            }
        }
        return spread;
    }

    @Override
    public void close() {
        closeAll(roots);
        closeAll(leaves);
    }

    private static void closeAll(Tensor[] tensors) {
        for (var tensor : tensors) {
            tensor.close();
        }
    }
}
