package dev.vireo.tensor.internal.dispatch;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.context.Listeners;
import dev.vireo.tensor.internal.plan.OpPlan;
import dev.vireo.tensor.listener.OpListener;
import dev.vireo.tensor.op.Op;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Notifies the thread's listeners of operations. Operations that a listener runs itself are not reported. */
public final class Notifications {
    private Notifications() {}

    /** Whether a listener requests that an operation runs by its decomposition. */
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

    /** Reports an operation that ran for {@code nanos} nanoseconds. */
    public static void ran(Context context, Op op, Tensor[] inputs, Tensor[] outputs, long nanos) {
        tell(context, listener -> listener.ran(op, List.of(inputs), List.of(outputs), context.path(), nanos));
    }

    /**
     * Runs an operation that consists of others and reports only the operation itself, so that listeners see the same
     * on engines with a kernel and without.
     */
    public static Tensor[] asOne(Context context, Op op, Tensor[] inputs, Supplier<Tensor[]> parts) {
        if (context.listeners().isEmpty()) {
            return parts.get();
        }
        long start = System.nanoTime();
        var outputs = Listeners.with(context, List.of(), parts);
        ran(context, op, inputs, outputs, System.nanoTime() - start);
        return outputs;
    }

    /** Reports a tensor that was copied to another device or engine. */
    public static void moved(Context context, Tensor from, Tensor to) {
        if (!context.listeners().isEmpty()) {
            tell(context, listener -> listener.moved(from, to, context.path()));
        }
    }

    /** Reports a tensor object that was created. */
    public static void created(Context context, Tensor tensor) {
        if (!context.listeners().isEmpty()) {
            tell(context, listener -> listener.created(tensor));
        }
    }

    /** Reports a second object for the values of a tensor. */
    public static void aliased(Tensor from, Tensor to) {
        var context = Context.current();
        if (!context.listeners().isEmpty()) {
            tell(context, listener -> listener.aliased(from, to));
        }
    }

    /** Reports a tensor that was created from Java values. */
    public static void fromHost(Tensor tensor) {
        var context = Context.current();
        if (!context.listeners().isEmpty()) {
            tell(context, listener -> listener.fromHost(tensor));
        }
    }

    /** Reports that Java is about to read a tensor. */
    public static void toHost(Tensor tensor) {
        var context = Context.current();
        if (!context.listeners().isEmpty()) {
            tell(context, listener -> listener.toHost(tensor));
        }
    }

    /** Whether a listener must be notified of an operation for each tensor. */
    public static boolean needsEveryOp() {
        for (var listener : Context.current().listeners()) {
            if (listener.needsEveryOp()) {
                return true;
            }
        }
        return false;
    }

    /** Runs work without notifying listeners. */
    public static <T> T silently(Supplier<T> work) {
        return Listeners.with(Context.current(), List.of(), work);
    }

    private static void tell(Context context, Consumer<OpListener> what) {
        Listeners.tell(context, context.path(), what);
    }
}
