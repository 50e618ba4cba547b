package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;

/** Turns smallest into largest. */
final class Order {
    private Order() {}

    /** A tensor in whose elements all that was smaller is larger; its own inverse. No type overflows. */
    static Tensor reversed(Tensor x) {
        if (x.dtype().isFloating()) {
            return x.neg();
        }
        if (x.dtype() == DType.BOOL) {
            return x.logicalNot();
        }
        return x.neg().add(x.dtype() == DType.UINT8 ? 255 : -1); // two's complement: not x
    }
}
