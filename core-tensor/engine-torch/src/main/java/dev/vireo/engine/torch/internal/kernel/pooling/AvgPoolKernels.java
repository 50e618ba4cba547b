package dev.vireo.engine.torch.internal.kernel.pooling;

import dev.vireo.engine.torch.internal.library.HalfPrecision;
import dev.vireo.engine.torch.internal.library.InputSizes;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Pooling.AvgPool;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Kernels of average pooling. */
public final class AvgPoolKernels {
    /** Divides by the size of the window, as the operation says. */
    private static final LongOptional NO_DIVISOR = new LongOptional();

    private AvgPoolKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch average pooling")
                .kernel(AvgPool.class, AvgPoolKernels::pool)
                .gradient(AvgPool.class, new Gradient())
                .build();
    }

    private static NativeTensor[] pool(AvgPool op, NativeTensor[] inputs) {
        var kernel = Image.lift(op.kernel(), 1);
        var stride = Image.lift(op.stride(), 1);
        var padding = Image.lift(op.padding(), 0);
        boolean ceil = op.ceilMode();
        boolean padded = op.countIncludePad();
        try (var image = Image.lift(TorchTensor.unwrap(inputs[0]), op.kernel())) {
            var means = kernel.length == 2
                    ? torch.avg_pool2d(image.tensor(), kernel, stride, padding, ceil, padded, NO_DIVISOR)
                    : wide(image.tensor(), x -> torch.avg_pool3d(x, kernel, stride, padding, ceil, padded, NO_DIVISOR));
            return TorchTensor.one(Image.lower(means, op.kernel()));
        }
    }

    /** libtorch has no half-precision kernels for three spatial dimensions on CPUs. */
    private static Tensor wide(Tensor tensor, UnaryOperator<Tensor> function) {
        if (!HalfPrecision.is(tensor) || !tensor.is_cpu()) {
            return function.apply(tensor);
        }
        try (var wide = HalfPrecision.widen(tensor);
                var result = function.apply(wide)) {
            return HalfPrecision.narrow(result, tensor);
        }
    }

    private static final class Gradient extends MeanGradient<AvgPool> {
        Gradient() {
            super(AvgPoolKernels::pool);
        }

        @Override
        Dims window(AvgPool op) {
            return op.kernel();
        }

        @Override
        Tensor spread(AvgPool op, Tensor gradient, InputSizes sizes) {
            var kernel = Image.lift(op.kernel(), 1);
            var stride = Image.lift(op.stride(), 1);
            var padding = Image.lift(op.padding(), 0);
            boolean ceil = op.ceilMode();
            boolean padded = op.countIncludePad();
            if (kernel.length == 2) {
                try (var shape = sizes.standIn(gradient)) {
                    return torch.avg_pool2d_backward(
                            gradient, shape, kernel, stride, padding, ceil, padded, NO_DIVISOR);
                }
            }
            return wide(gradient, dy -> {
                try (var shape = sizes.standIn(dy)) {
                    return torch.avg_pool3d_backward(dy, shape, kernel, stride, padding, ceil, padded, NO_DIVISOR);
                }
            });
        }
    }
}
