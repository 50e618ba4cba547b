package dev.vireo.engine.torch.internal.kernel.pooling;

import dev.vireo.engine.torch.internal.library.InputSizes;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Pooling.MaxPool;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Kernels of max pooling. */
public final class MaxPoolKernels {
    private MaxPoolKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch max pooling")
                .kernel(MaxPool.class, MaxPoolKernels::pool)
                .gradient(MaxPool.class, new Gradient())
                .build();
    }

    private static NativeTensor[] pool(MaxPool op, NativeTensor[] inputs) {
        var x = TorchTensor.unwrap(inputs[0]);
        if (ManyChannels.pay(op, x)) {
            var results = ManyChannels.pool(op, x);
            results.places().close();
            return TorchTensor.one(results.maxima());
        }
        var kernel = op.kernel().toLongArray();
        var stride = op.stride().toLongArray();
        var padding = op.padding().toLongArray();
        var dilation = op.dilation().toLongArray();
        return TorchTensor.one(
                switch (kernel.length) {
                    case 1 -> torch.max_pool1d(x, kernel, stride, padding, dilation, op.ceilMode());
                    case 2 -> torch.max_pool2d(x, kernel, stride, padding, dilation, op.ceilMode());
                    default -> torch.max_pool3d(x, kernel, stride, padding, dilation, op.ceilMode());
                });
    }

    /** Returns the maxima and their positions in the planes. */
    public static T_TensorTensor_T withIndices(MaxPool op, Tensor image) {
        var kernel = Image.lift(op.kernel(), 1);
        var stride = Image.lift(op.stride(), 1);
        var padding = Image.lift(op.padding(), 0);
        var dilation = Image.lift(op.dilation(), 1);
        return kernel.length == 2
                ? torch.max_pool2d_with_indices(image, kernel, stride, padding, dilation, op.ceilMode())
                : torch.max_pool3d_with_indices(image, kernel, stride, padding, dilation, op.ceilMode());
    }

    /** Saves only the positions of the maxima. */
    private static final class Gradient implements FusedGradient<MaxPool> {
        @Override
        public Saved saved() {
            return Saved.NOTHING;
        }

        @Override
        public NativeTensor[] forward(MaxPool op, NativeTensor[] inputs) {
            var x = TorchTensor.unwrap(inputs[0]);
            if (ManyChannels.pay(op, x)) {
                var results = ManyChannels.pool(op, x);
                return new NativeTensor[] {
                    TorchTensor.of(results.maxima()), TorchTensor.of(results.places()), InputSizes.of(x)
                };
            }
            try (var image = Image.lift(x, op.kernel());
                    var results = withIndices(op, image.tensor())) {
                return new NativeTensor[] {
                    TorchTensor.of(Image.lower(new Tensor(results.get0()), op.kernel())),
                    TorchTensor.of(new Tensor(results.get1())),
                    InputSizes.of(image.tensor())
                };
            }
        }

        @Override
        public NativeTensor[] backward(MaxPool op, Tape tape, boolean[] needed) {
            try (var gradient = Image.lift(TorchTensor.unwrap(tape.gradient(0)), op.kernel());
                    var shape = InputSizes.residual(tape, 1).standIn(gradient.tensor())) {
                var indices = TorchTensor.unwrap(tape.residual(0));
                return TorchTensor.one(Image.lower(scatter(op, gradient.tensor(), shape, indices), op.kernel()));
            }
        }

        private static Tensor scatter(MaxPool op, Tensor gradient, Tensor shape, Tensor indices) {
            var kernel = Image.lift(op.kernel(), 1);
            var stride = Image.lift(op.stride(), 1);
            var padding = Image.lift(op.padding(), 0);
            var dilation = Image.lift(op.dilation(), 1);
            return kernel.length == 2
                    ? torch.max_pool2d_with_indices_backward(
                            gradient, shape, kernel, stride, padding, dilation, op.ceilMode(), indices)
                    : torch.max_pool3d_with_indices_backward(
                            gradient, shape, kernel, stride, padding, dilation, op.ceilMode(), indices);
        }
    }
}
