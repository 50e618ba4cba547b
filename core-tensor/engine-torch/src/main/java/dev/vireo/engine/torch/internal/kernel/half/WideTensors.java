package dev.vireo.engine.torch.internal.kernel.half;

import dev.vireo.engine.torch.internal.library.HalfPrecision;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.NativeTensor;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Float32 copies of half tensors, which closing frees. */
final class WideTensors implements AutoCloseable {
    private final List<Tensor> copies = new ArrayList<>();

    /** Returns a float32 copy of a half tensor; other tensors as they are. */
    Tensor of(Tensor tensor) {
        if (!HalfPrecision.is(tensor)) {
            return tensor;
        }
        var copy = tensor.to(ScalarType.Float);
        copies.add(copy);
        return copy;
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
    static NativeTensor narrow(NativeTensor wide, ScalarType type) {
        try (var tensor = TorchTensor.unwrap(wide)) {
            return TorchTensor.of(tensor.to(type));
        }
    }

    @Override
    public void close() {
        copies.forEach(Tensor::close);
    }
}
