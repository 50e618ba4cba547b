package dev.vireo.tensor.listener;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Op;
import java.util.List;

/** Listens to the operations that the current thread runs: for tracing, profiling and counting. */
public interface OpListener {
    /**
     * Called after an operation has run. The casts before an operation are reported as operations of their own. An
     * operation that the engine computes by its decomposition is still reported as one operation.
     *
     * @param path the path of the layer that runs it, joined by dots; empty outside any layer
     * @param nanos the time that the kernel or the decomposition took; on CUDA the time to launch it
     */
    void ran(Op op, List<Tensor> inputs, List<Tensor> outputs, String path, long nanos);

    /**
     * Called after a step of a backward pass. The steps are the same on all engines, whether an engine fuses the gradient
     * of an operation, or a gradient rule or the user's function computes it by other operations. These operations are not
     * reported to {@link #ran}, so a listener that adds up times counts nothing twice.
     *
     * <p>{@link dev.vireo.tensor.autograd.Recomputation} has no step of its own: the operations that it runs again are
     * reported to {@link #ran}, and then their backward steps here.
     */
    default void ranBackward(BackwardStep step) {}

    /**
     * Called after a tensor has moved to another engine, which is not an operation of either engine.
     *
     * @param path the path of the layer that moves it, joined by dots; empty outside any layer
     */
    default void moved(Tensor from, Tensor to, String path) {}

    /**
     * Called when a tensor object has been made, before the call that says what made it: {@link #ran}, {@link #aliased},
     * {@link #fromHost} or {@link #moved}. Temporary tensors of a decomposition are not reported.
     */
    default void created(Tensor tensor) {}

    /** Called after a second object for the values of a tensor has been made, as {@link Tensor#detach} does. */
    default void aliased(Tensor from, Tensor to) {}

    /** Called after a tensor has been made from Java values, as {@link Tensor#of(float...)} does. */
    default void fromHost(Tensor tensor) {}

    /** Called before Java reads the values of a tensor, as {@link Tensor#item} does. Printing is not reported. */
    default void toHost(Tensor tensor) {}

    /**
     * Whether an operation runs, and is reported, as its decomposition: for listeners that know only simpler operations.
     * Primitives always run as they are.
     */
    default boolean decomposes(Op op) {
        return false;
    }

    /**
     * Whether the operations inside a backward step are reported, too, before the step itself. Which operations these are
     * depends on the engine; a fused gradient has none.
     */
    default boolean entersBackward() {
        return false;
    }

    /**
     * Whether this listener needs to hear of an operation for each tensor. If so, scalars for Java numbers are computed
     * anew instead of taken from a cache.
     */
    default boolean needsEveryOp() {
        return false;
    }
}
