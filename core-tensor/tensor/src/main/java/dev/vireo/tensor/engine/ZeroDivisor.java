package dev.vireo.tensor.engine;

import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.OpKeys;

/** Integers have no quotient by 0: whoever divides them, a kernel or a decomposition, refuses it in the same words. */
public final class ZeroDivisor {
    private ZeroDivisor() {}

    public static VireoException of(Binary op) {
        return new VireoException(OpKeys.label(op)
                + ": a divisor is 0, and integers have no infinity; mask it, or divide in a floating type");
    }
}
