package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.Aten;
import dev.vireo.engine.torch.internal.library.Fresh;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Quantize.FakeQuantize;
import java.util.Arrays;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Kernels of fake quantization. */
public final class FakeQuantizeKernels {
    private static final Aten WHOLE = Aten.of("_fake_quantize_per_tensor_affine_cachemask_tensor_qparams");

    private FakeQuantizeKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch simulated quantization")
                .kernel(FakeQuantize.class, FakeQuantizeKernels::rounded)
                .gradient(FakeQuantize.class, new Gradient())
                .build();
    }

    /** The quantized values, and a bool mask that is true where q was not clamped. */
    private record Masked(Tensor values, Tensor mask) {}

    private static NativeTensor[] rounded(FakeQuantize op, NativeTensor[] in) {
        var masked = masked(op, in);
        masked.mask().close();
        return TorchTensor.one(masked.values());
    }

    /** libtorch's own functions support only float32 scales. */
    private static Masked masked(FakeQuantize op, NativeTensor[] in) {
        var x = TorchTensor.unwrap(in[0]);
        if (x.scalar_type().intern() == ScalarType.Double) {
            return inDouble(op, x, TorchTensor.unwrap(in[1]), TorchTensor.unwrap(in[2]));
        }
        try (var scale = TorchTensor.unwrap(in[1]).to(ScalarType.Float);
                var zeroPoint = TorchTensor.unwrap(in[2]).to(ScalarType.Int)) {
            return op.axis() < 0 ? whole(op, x, scale, zeroPoint) : byChannel(op, x, scale, zeroPoint);
        }
    }

    private static Masked whole(FakeQuantize op, Tensor x, Tensor scale, Tensor zeroPoint) {
        try (var enabled = Fresh.int64(x, 1).fill_(Scalars.of(1L));
                var results = WHOLE.call(
                        new IValue(x),
                        new IValue(scale),
                        new IValue(zeroPoint),
                        new IValue(enabled),
                        new IValue((long) op.min()),
                        new IValue((long) op.max()));
                var values = results.get(0);
                var mask = results.get(1)) {
            return new Masked(new Tensor(values.toTensor()), new Tensor(mask.toTensor()));
        }
    }

    private static Masked byChannel(FakeQuantize op, Tensor x, Tensor scale, Tensor zeroPoint) {
        try (var results =
                torch.fake_quantize_per_channel_affine_cachemask(x, scale, zeroPoint, op.axis(), op.min(), op.max())) {
            return new Masked(new Tensor(results.get0()), new Tensor(results.get1()));
        }
    }

    private static Masked inDouble(FakeQuantize op, Tensor x, Tensor scale, Tensor zeroPoint) {
        try (var step = alongAxis(op, x, scale);
                var zero = alongAxis(op, x, zeroPoint);
                var level = x.div(step);
                var min = new ScalarOptional(Scalars.of((long) op.min()));
                var max = new ScalarOptional(Scalars.of((long) op.max()))) {
            level.round_();
            level.add_(zero);
            try (var clamped = level.clamp(min, max)) {
                var mask = clamped.eq(level);
                clamped.sub_(zero);
                return new Masked(clamped.mul(step), mask);
            }
        }
    }

    /** Reshapes one value per channel so that it broadcasts. */
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

    /** Residual: the mask, one byte per element. Of the scale, only the shape is read. */
    private static final class Gradient implements FusedGradient<FakeQuantize> {
        @Override
        public Saved saved() {
            return Saved.inputs(1);
        }

        @Override
        public NativeTensor[] forward(FakeQuantize op, NativeTensor[] inputs) {
            var masked = masked(op, inputs);
            return new NativeTensor[] {TorchTensor.of(masked.values()), TorchTensor.of(masked.mask())};
        }

        /** The straight-through gradient is for x only; the scale has none. */
        @Override
        public NativeTensor[] backward(FakeQuantize op, Tape tape, boolean[] needed) {
            var gradients = new NativeTensor[needed.length];
            if (needed[0]) {
                // where() needs no cast, and unlike libtorch's product with the mask it does not turn infinity into NaN
                gradients[0] = TorchTensor.of(torch.where(
                        TorchTensor.unwrap(tape.residual(0)), TorchTensor.unwrap(tape.gradient(0)), Scalars.of(0L)));
            }
            if (needed[1]) {
                gradients[1] = TorchTensor.of(torch.zeros_like(TorchTensor.unwrap(tape.input(1))));
            }
            return gradients;
        }
    }
}
