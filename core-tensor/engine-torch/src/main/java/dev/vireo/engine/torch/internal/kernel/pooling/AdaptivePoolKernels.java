package dev.vireo.engine.torch.internal.kernel.pooling;

import dev.vireo.engine.torch.internal.library.Aten;
import dev.vireo.engine.torch.internal.library.InputSizes;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Pooling.AdaptiveAvgPool;
import dev.vireo.tensor.op.Pooling.AdaptiveMaxPool;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Kernels of adaptive pooling. */
public final class AdaptivePoolKernels {
    private static final Aten AVERAGE_2D_BACKWARD = Aten.of("_adaptive_avg_pool2d_backward");
    private static final Aten AVERAGE_3D_BACKWARD = Aten.of("_adaptive_avg_pool3d_backward");

    private AdaptivePoolKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch adaptive pooling")
                .kernel(AdaptiveAvgPool.class, AdaptivePoolKernels::average)
                .kernel(AdaptiveMaxPool.class, AdaptivePoolKernels::maximum)
                .gradient(AdaptiveAvgPool.class, new AverageGradient())
                .gradient(AdaptiveMaxPool.class, new MaximumGradient())
                .build();
    }

    private static NativeTensor[] average(AdaptiveAvgPool op, NativeTensor[] inputs) {
        var output = Image.lift(op.output(), 1);
        try (var image = Image.lift(TorchTensor.unwrap(inputs[0]), op.output())) {
            var means = output.length == 2
                    ? torch.adaptive_avg_pool2d(image.tensor(), output)
                    : torch.adaptive_avg_pool3d(image.tensor(), output);
            return TorchTensor.one(Image.lower(means, op.output()));
        }
    }

    private static NativeTensor[] maximum(AdaptiveMaxPool op, NativeTensor[] inputs) {
        try (var image = Image.lift(TorchTensor.unwrap(inputs[0]), op.output());
                var results = withIndices(op.output(), image.tensor())) {
            return TorchTensor.one(Image.lower(new Tensor(results.get0()), op.output()));
        }
    }

    private static T_TensorTensor_T withIndices(Dims output, Tensor image) {
        var sizes = Image.lift(output, 1);
        return sizes.length == 2 ? torch.adaptive_max_pool2d(image, sizes) : torch.adaptive_max_pool3d(image, sizes);
    }

    private static final class AverageGradient extends MeanGradient<AdaptiveAvgPool> {
        AverageGradient() {
            super(AdaptivePoolKernels::average);
        }

        @Override
        Dims window(AdaptiveAvgPool op) {
            return op.output();
        }

        @Override
        Tensor spread(AdaptiveAvgPool op, Tensor gradient, InputSizes input) {
            try (var shape = input.standIn(gradient)) {
                return shape.dim() == 4
                        ? AVERAGE_2D_BACKWARD.one(new IValue(gradient), new IValue(shape))
                        : AVERAGE_3D_BACKWARD.one(new IValue(gradient), new IValue(shape));
            }
        }
    }

    /** Saves the positions of the maxima only. */
    private static final class MaximumGradient implements FusedGradient<AdaptiveMaxPool> {
        @Override
        public Saved saved() {
            return Saved.NOTHING;
        }

        @Override
        public NativeTensor[] forward(AdaptiveMaxPool op, NativeTensor[] inputs) {
            try (var image = Image.lift(TorchTensor.unwrap(inputs[0]), op.output());
                    var results = withIndices(op.output(), image.tensor())) {
                return new NativeTensor[] {
                    TorchTensor.of(Image.lower(new Tensor(results.get0()), op.output())),
                    TorchTensor.of(new Tensor(results.get1())),
                    InputSizes.of(image.tensor())
                };
            }
        }

        @Override
        public NativeTensor[] backward(AdaptiveMaxPool op, Tape tape, boolean[] needed) {
            try (var gradient = Image.lift(TorchTensor.unwrap(tape.gradient(0)), op.output());
                    var shape = InputSizes.residual(tape, 1).standIn(gradient.tensor())) {
                var indices = TorchTensor.unwrap(tape.residual(0));
                var scattered = shape.dim() == 4
                        ? torch.adaptive_max_pool2d_backward(gradient.tensor(), shape, indices)
                        : torch.adaptive_max_pool3d_backward(gradient.tensor(), shape, indices);
                return TorchTensor.one(Image.lower(scattered, op.output()));
            }
        }
    }
}
