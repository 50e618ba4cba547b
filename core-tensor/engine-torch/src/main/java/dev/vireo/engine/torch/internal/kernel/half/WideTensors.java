package dev.vireo.engine.torch.internal.kernel.half;

import dev.vireo.engine.torch.internal.library.HalfPrecision;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.NativeTensor;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Operands in float32 where they were half, which closing frees. */
final class WideTensors implements AutoCloseable {
    private final List<Tensor> operands = new ArrayList<>();

    /** Returns a float32 copy of a half tensor, or another reference to a tensor of another type. */
    Tensor of(Tensor tensor) {
        var wide = HalfPrecision.widen(tensor);
        operands.add(wide);
        return wide;
    }

    /** Applies {@link #of(Tensor)}. */
    NativeTensor of(NativeTensor value) {
        return TorchTensor.of(of(TorchTensor.unwrap(value)));
    }

    /** Applies {@link #of(Tensor)} to each tensor. */
    NativeTensor[] of(NativeTensor[] values) {
        var wide = new NativeTensor[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = of(values[i]);
        }
        return wide;
    }

    /** Returns a tensor cast to a type, and closes it. */
    static Tensor narrow(Tensor wide, ScalarType type) {
        try (wide) {
            return wide.to(type);
        }
    }

    /** Applies {@link #narrow(Tensor, ScalarType)}. */
    static NativeTensor narrow(NativeTensor wide, ScalarType type) {
        return TorchTensor.of(narrow(TorchTensor.unwrap(wide), type));
    }

    @Override
    public void close() {
        operands.forEach(Tensor::close);
    }
}
