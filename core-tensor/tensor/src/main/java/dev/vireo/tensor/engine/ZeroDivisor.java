package dev.vireo.tensor.engine;

import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.OpKeys;

/** The error for dividing integers by 0. Kernels and decompositions raise the same one. */
public final class ZeroDivisor {
    private ZeroDivisor() {}

    /** Returns the error. */
    public static VireoException of(Binary op) {
        return new VireoException(OpKeys.label(op)
                + ": a divisor is 0, and integers have no infinity; mask it, or divide in a floating type");
    }
}
