package dev.vireo.engine.torch;

import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Quantize.FakeQuantize;
import dev.vireo.tensor.op.Quantize.IntMatMul;
import java.util.Arrays;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Quantization, simulated and real. */
final class QuantizeKernels {
    private QuantizeKernels() {}

    static KernelTable table() {
        var intMatMul = Aten.of("_int_mm");
        return KernelTable.of("torch quantization")
                .kernel(
                        IntMatMul.class,
                        (op, in) -> TorchTensor.one(
                                intMatMul(intMatMul, TorchTensor.unwrap(in[0]), TorchTensor.unwrap(in[1]))))
                .kernel(FakeQuantize.class, (op, in) -> TorchTensor.one(fakeQuantize(op, in)))
                .build();
    }

    private static Tensor intMatMul(Aten function, Tensor a, Tensor b) {
        if (a.numel() > 0 && b.numel() > 0) {
            return function.one(new IValue(a), new IValue(b));
        }
        try (var wideA = a.to(ScalarType.Int);
                var wideB = b.to(ScalarType.Int)) {
            return torch.matmul(wideA, wideB);
        }
    }

    /** libtorch's own function knows float32 scales only. */
    private static Tensor fakeQuantize(FakeQuantize op, NativeTensor[] in) {
        var x = TorchTensor.unwrap(in[0]);
        if (x.scalar_type().intern() == ScalarType.Double) {
            return inDouble(op, x, TorchTensor.unwrap(in[1]), TorchTensor.unwrap(in[2]));
        }
        try (var scale = TorchTensor.unwrap(in[1]).to(ScalarType.Float);
                var zeroPoint = TorchTensor.unwrap(in[2]).to(ScalarType.Int)) {
            return op.axis() < 0
                    ? torch.fake_quantize_per_tensor_affine(x, scale, zeroPoint, op.min(), op.max())
                    : torch.fake_quantize_per_channel_affine(x, scale, zeroPoint, op.axis(), op.min(), op.max());
        }
    }

    private static Tensor inDouble(FakeQuantize op, Tensor x, Tensor scale, Tensor zeroPoint) {
        try (var step = alongAxis(op, x, scale);
                var zero = alongAxis(op, x, zeroPoint);
                var q = x.div(step);
                var min = new ScalarOptional(Scalars.of((long) op.min()));
                var max = new ScalarOptional(Scalars.of((long) op.max()))) {
            q.round_();
            q.add_(zero);
            q.clamp_(min, max);
            q.sub_(zero);
            return q.mul(step);
        }
    }

    /** One value a channel, in a shape that broadcasts. */
    private static Tensor alongAxis(FakeQuantize op, Tensor x, Tensor values) {
        var sizes = new long[(int) x.dim()];
        Arrays.fill(sizes, 1);
        if (op.axis() >= 0) {
            sizes[op.axis()] = x.size(op.axis());
        }
        try (var wide = values.to(ScalarType.Double)) {
            return wide.reshape(sizes);
        }
    }
}
