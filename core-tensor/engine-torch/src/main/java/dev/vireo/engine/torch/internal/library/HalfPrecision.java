package dev.vireo.engine.torch.internal.library;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Computes in float32 where float16 or bfloat16 would lose digits. */
public final class HalfPrecision {
    private HalfPrecision() {}

    /** Whether a tensor is float16 or bfloat16. */
    public static boolean is(Tensor tensor) {
        return tensor.element_size() == 2 && tensor.is_floating_point();
    }

    /** Returns the tensor in float32 if it has a half type, else the tensor itself. The caller closes the result. */
    public static Tensor widen(Tensor tensor) {
        return is(tensor) ? tensor.to(ScalarType.Float) : new Tensor(tensor);
    }

    /** Casts to the type of {@code like}. The caller closes the result. */
    public static Tensor narrow(Tensor wide, Tensor like) {
        return wide.to(like.scalar_type());
    }
}
