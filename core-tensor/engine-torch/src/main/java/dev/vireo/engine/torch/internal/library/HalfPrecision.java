package dev.vireo.engine.torch.internal.library;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** float32 for what would lose its digits in float16 or bfloat16. */
public final class HalfPrecision {
    private HalfPrecision() {}

    public static boolean is(Tensor tensor) {
        return tensor.element_size() == 2 && tensor.is_floating_point();
    }

    /** A new hold: in float32 where the tensor is of half precision, else the tensor as it is. */
    public static Tensor widen(Tensor tensor) {
        return is(tensor) ? tensor.to(ScalarType.Float) : new Tensor(tensor);
    }

    /** A new hold, of the type that {@code like} has. */
    public static Tensor narrow(Tensor wide, Tensor like) {
        return wide.to(like.scalar_type());
    }
}
