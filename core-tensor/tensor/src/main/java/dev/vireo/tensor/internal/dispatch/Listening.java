package dev.vireo.tensor.internal.dispatch;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.plan.OpPlan;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.trace.OpListener;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells the thread's listeners of operations; while one is told, nobody listens. */
public final class Listening {
    private Listening() {}

    public static boolean decomposes(Context context, Op op, OpPlan plan) {
        if (plan.decomposition() == null) {
            return false;
        }
        for (var listener : context.listeners()) {
            if (listener.decomposes(op)) {
                return true;
            }
        }
        return false;
    }

    public static void ran(Context context, Op op, Tensor[] inputs, Tensor[] outputs, long nanos) {
        tell(context, listener -> listener.ran(op, List.of(inputs), List.of(outputs), context.path(), nanos));
    }

    /** Runs an operation that is made of others: it alone is told, the same on engines with a kernel and without. */
    public static Tensor[] asOne(Context context, Op op, Tensor[] inputs, Supplier<Tensor[]> parts) {
        var listeners = context.listeners();
        if (listeners.isEmpty()) {
            return parts.get();
        }
        long start = System.nanoTime();
        Tensor[] outputs;
        context.listeners(List.of());
        try {
            outputs = parts.get();
        } finally {
            context.listeners(listeners);
        }
        ran(context, op, inputs, outputs, System.nanoTime() - start);
        return outputs;
    }

    public static void moved(Context context, Tensor from, Tensor to) {
        if (!context.listeners().isEmpty()) {
            tell(context, listener -> listener.moved(from, to, context.path()));
        }
    }

    private static void tell(Context context, Consumer<OpListener> what) {
        var listeners = context.listeners();
        context.listeners(List.of());
        try {
            listeners.forEach(what);
        } finally {
            context.listeners(listeners);
        }
    }
}
