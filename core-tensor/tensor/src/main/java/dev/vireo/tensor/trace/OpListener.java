package dev.vireo.tensor.trace;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Op;
import java.util.List;

/** Is told of every operation that the current thread runs: for tracing, profiling, counting. */
public interface OpListener {
    /**
     * Called after an operation has run, its casts included as operations of their own. Where an engine has no kernel for it
     * and runs its parts, it is told as one all the same.
     *
     * @param path of the layer that runs it, joined by dots; empty outside any
     * @param nanos the time that the kernel took, or the parts did; on CUDA the time to launch it
     */
    void ran(Op op, List<Tensor> inputs, List<Tensor> outputs, String path, long nanos);

    /**
     * Called after a tensor has moved to another engine, which is no operation of either: for who follows values.
     *
     * @param path of the layer that moves it, joined by dots; empty outside any
     */
    default void moved(Tensor from, Tensor to, String path) {}

    /**
     * Whether an operation is to run, and be reported, as what it decomposes into: for who knows only the simpler ones.
     * Primitives run as they are.
     */
    default boolean decomposes(Op op) {
        return false;
    }
}
