package dev.vireo.engine.torch.internal.library;

import dev.vireo.tensor.engine.NativeTensor;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;

/** Splits libtorch's tuples of results: each element becomes a reference of its own, and the tuple is closed. */
public final class Tuples {
    private Tuples() {}

    /** Returns all elements. */
    public static NativeTensor[] split(T_TensorTensor_T tuple) {
        try (tuple) {
            return new NativeTensor[] {hold(tuple.get0()), hold(tuple.get1())};
        }
    }

    /** Returns all elements. */
    public static NativeTensor[] split(T_TensorTensorTensor_T tuple) {
        try (tuple) {
            return new NativeTensor[] {hold(tuple.get0()), hold(tuple.get1()), hold(tuple.get2())};
        }
    }

    /** Returns only the first element. */
    public static NativeTensor[] first(T_TensorTensor_T tuple) {
        try (tuple) {
            return new NativeTensor[] {hold(tuple.get0())};
        }
    }

    /** Returns only the first element. */
    public static NativeTensor[] first(T_TensorTensorTensor_T tuple) {
        try (tuple) {
            return new NativeTensor[] {hold(tuple.get0())};
        }
    }

    /** Returns the gradients of the first three inputs where they are needed; the others are undefined in the tuple. */
    public static NativeTensor[] gradients(T_TensorTensorTensor_T tuple, boolean[] needed) {
        try (tuple) {
            var gradients = new NativeTensor[needed.length];
            if (needed[0]) {
                gradients[0] = hold(tuple.get0());
            }
            if (needed.length > 1 && needed[1]) {
                gradients[1] = hold(tuple.get1());
            }
            if (needed.length > 2 && needed[2]) {
                gradients[2] = hold(tuple.get2());
            }
            return gradients;
        }
    }

    /**
     * As {@link #gradients(T_TensorTensorTensor_T, boolean[])}, cast to the types of x and weight. The bias has the
     * weight's type.
     */
    public static NativeTensor[] gradients(T_TensorTensorTensor_T tuple, boolean[] needed, Tensor x, Tensor weight) {
        try (tuple) {
            var gradients = new NativeTensor[needed.length];
            if (needed[0]) {
                gradients[0] = TorchTensor.of(HalfPrecision.narrow(tuple.get0(), x));
            }
            if (needed.length > 1 && needed[1]) {
                gradients[1] = TorchTensor.of(HalfPrecision.narrow(tuple.get1(), weight));
            }
            if (needed.length > 2 && needed[2]) {
                gradients[2] = TorchTensor.of(HalfPrecision.narrow(tuple.get2(), weight));
            }
            return gradients;
        }
    }

    /** Copies the reference, because an element is freed with its tuple. */
    private static NativeTensor hold(Tensor element) {
        return TorchTensor.of(new Tensor(element));
    }
}
