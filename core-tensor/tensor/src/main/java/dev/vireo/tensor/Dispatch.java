package dev.vireo.tensor;

import dev.vireo.tensor.op.Op;

/** Runs operations that have no method of their own: for optimizers and exporters. */
public final class Dispatch {
    private Dispatch() {}

    /** The results, in the order that the operation documents; none for an update. */
    public static Tensor[] run(Op op, Tensor... inputs) {
        return Dispatcher.run(op, inputs);
    }
}
