package dev.vireo.tensor.internal.decomposition.part;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;

/** Reverses the order of values. */
public final class Reversal {
    private Reversal() {}

    /**
     * Returns a tensor in which larger elements have become smaller. The function is its own inverse and overflows in
     * no type.
     */
    public static Tensor reversed(Tensor x) {
        if (x.dtype().isFloating()) {
            return x.neg();
        }
        if (x.dtype() == DType.BOOL) {
            return x.logicalNot();
        }
        return x.neg().add(x.dtype() == DType.UINT8 ? 255 : -1); // in two's complement, the bitwise complement of x
    }
}
