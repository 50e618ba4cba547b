package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.InputSizes;
import dev.vireo.engine.torch.internal.library.KernelGradient;
import dev.vireo.engine.torch.internal.library.SizesGradient;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Resampling.Interpolate;
import dev.vireo.tensor.op.Resampling.PixelShuffle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Kernels of resizing. */
public final class ResamplingKernels {
    private ResamplingKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch resampling")
                .kernel(Interpolate.class, ResamplingKernels::interpolate)
                .kernel(PixelShuffle.class, ResamplingKernels::shuffle)
                .gradient(Interpolate.class, new InterpolateGradient())
                .gradient(PixelShuffle.class, new ShuffleGradient())
                .build();
    }

    private static NativeTensor[] interpolate(Interpolate op, NativeTensor[] inputs) {
        var x = TorchTensor.unwrap(inputs[0]);
        var output = op.output().toLongArray();
        return TorchTensor.one(
                switch (op.mode()) {
                    case NEAREST -> nearest(x, output);
                    case LINEAR -> linear(x, output, op.alignCorners());
                    case BICUBIC -> torch.upsample_bicubic2d(x, output, op.alignCorners());
                });
    }

    private static Tensor nearest(Tensor x, long[] output) {
        return switch (output.length) {
            case 1 -> torch.upsample_nearest1d(x, output);
            case 2 -> torch.upsample_nearest2d(x, output);
            default -> torch.upsample_nearest3d(x, output);
        };
    }

    private static Tensor linear(Tensor x, long[] output, boolean alignCorners) {
        return switch (output.length) {
            case 1 -> torch.upsample_linear1d(x, output, alignCorners);
            case 2 -> torch.upsample_bilinear2d(x, output, alignCorners);
            default -> torch.upsample_trilinear3d(x, output, alignCorners);
        };
    }

    private static NativeTensor[] shuffle(PixelShuffle op, NativeTensor[] inputs) {
        return TorchTensor.one(torch.pixel_shuffle(TorchTensor.unwrap(inputs[0]), op.factor()));
    }

    private static final class InterpolateGradient extends SizesGradient<Interpolate> {
        InterpolateGradient() {
            super(ResamplingKernels::interpolate);
        }

        @Override
        protected Tensor backward(Interpolate op, Tensor gradient, InputSizes sizes) {
            var output = op.output().toLongArray();
            var input = sizes.values();
            return switch (op.mode()) {
                case NEAREST -> nearest(gradient, output, input);
                case LINEAR -> linear(gradient, output, input, op.alignCorners());
                case BICUBIC -> torch.upsample_bicubic2d_backward(gradient, output, input, op.alignCorners());
            };
        }

        private static Tensor nearest(Tensor gradient, long[] output, long[] input) {
            return switch (output.length) {
                case 1 -> torch.upsample_nearest1d_backward(gradient, output, input);
                case 2 -> torch.upsample_nearest2d_backward(gradient, output, input);
                default -> torch.upsample_nearest3d_backward(gradient, output, input);
            };
        }

        private static Tensor linear(Tensor gradient, long[] output, long[] input, boolean alignCorners) {
            return switch (output.length) {
                case 1 -> torch.upsample_linear1d_backward(gradient, output, input, alignCorners);
                case 2 -> torch.upsample_bilinear2d_backward(gradient, output, input, alignCorners);
                default -> torch.upsample_trilinear3d_backward(gradient, output, input, alignCorners);
            };
        }
    }

    /** Shuffles back. */
    private static final class ShuffleGradient extends KernelGradient<PixelShuffle> {
        ShuffleGradient() {
            super(ResamplingKernels::shuffle, Saved.NOTHING);
        }

        @Override
        public NativeTensor[] backward(PixelShuffle op, Tape tape, boolean[] needed) {
            var gradient = TorchTensor.unwrap(tape.gradient(0));
            return TorchTensor.one(
                    gradient.numel() == 0
                            ? reshape(gradient, op.factor())
                            : torch.pixel_unshuffle(gradient, op.factor()));
        }

        /** libtorch does not change the shape of empty tensors. */
        private static Tensor reshape(Tensor empty, long factor) {
            return empty.reshape(
                    empty.size(0), empty.size(1) * factor * factor, empty.size(2) / factor, empty.size(3) / factor);
        }
    }
}
