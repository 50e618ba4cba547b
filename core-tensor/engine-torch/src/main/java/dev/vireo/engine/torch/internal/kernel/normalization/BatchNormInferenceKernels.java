package dev.vireo.engine.torch.internal.kernel.normalization;

import dev.vireo.engine.torch.internal.library.HalfPrecision;
import dev.vireo.engine.torch.internal.library.KernelGradient;
import dev.vireo.engine.torch.internal.library.OptionalTensor;
import dev.vireo.engine.torch.internal.library.OutputMask;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.engine.torch.internal.library.Tuples;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Normalization.BatchNormInference;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Kernels of batch normalization in evaluation. */
public final class BatchNormInferenceKernels {
    private BatchNormInferenceKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch batch norm inference")
                .kernel(BatchNormInference.class, BatchNormInferenceKernels::normalize)
                .gradient(BatchNormInference.class, new Gradient())
                .build();
    }

    private static NativeTensor[] normalize(BatchNormInference op, NativeTensor[] inputs) {
        try (var mean = OptionalTensor.widened(inputs, 1);
                var variance = OptionalTensor.widened(inputs, 2);
                var weight = OptionalTensor.widened(inputs, 3);
                var bias = OptionalTensor.widened(inputs, 4)) {
            return Tuples.first(torch.native_batch_norm(
                    TorchTensor.unwrap(inputs[0]),
                    weight.get(),
                    bias.get(),
                    mean.get(),
                    variance.get(),
                    false,
                    0,
                    op.eps()));
        }
    }

    /**
     * The gradient for frozen statistics. libtorch computes those of x, weight and bias; those of mean and variance
     * follow from them.
     */
    private static final class Gradient extends KernelGradient<BatchNormInference> {
        private static final int X = 0;
        private static final int MEAN = 1;
        private static final int VARIANCE = 2;
        private static final int WEIGHT = 3;
        private static final int BIAS = 4;

        Gradient() {
            super(BatchNormInferenceKernels::normalize, Saved.inputs(X, MEAN, VARIANCE, WEIGHT));
        }

        @Override
        public NativeTensor[] backward(BatchNormInference op, Tape tape, boolean[] needed) {
            if (TorchTensor.unwrap(tape.input(X)).numel() == 0) {
                return EmptyBatch.gradients(tape, needed, WEIGHT);
            }
            var gradients = new NativeTensor[needed.length];
            try (var parts = parts(op, tape, needed)) {
                take(gradients, needed, X, parts.get0(), tape.input(X));
                take(gradients, needed, WEIGHT, parts.get1(), tape.input(tape.inputs() > WEIGHT ? WEIGHT : X));
                take(gradients, needed, BIAS, parts.get2(), tape.input(tape.inputs() > WEIGHT ? WEIGHT : X));
                if (needed[MEAN] || needed[VARIANCE]) {
                    statistics(op, tape, needed, parts, gradients);
                }
            }
            return gradients;
        }

        private static T_TensorTensorTensor_T parts(BatchNormInference op, Tape tape, boolean[] needed) {
            boolean weightNeeded = needed.length > WEIGHT && needed[WEIGHT] || needed[VARIANCE];
            boolean biasNeeded = needed.length > BIAS && needed[BIAS] || needed[MEAN];
            try (var weight = OptionalTensor.widened(tape, WEIGHT);
                    var mean = OptionalTensor.widened(tape, MEAN);
                    var variance = OptionalTensor.widened(tape, VARIANCE)) {
                return torch.native_batch_norm_backward(
                        TorchTensor.unwrap(tape.gradient(0)),
                        TorchTensor.unwrap(tape.input(X)),
                        weight.get(),
                        mean.get(),
                        variance.get(),
                        OptionalTensor.NONE.get(),
                        OptionalTensor.NONE.get(),
                        false,
                        op.eps(),
                        OutputMask.of(needed[X], weightNeeded, biasNeeded));
            }
        }

        private static void take(
                NativeTensor[] gradients, boolean[] needed, int position, Tensor value, NativeTensor like) {
            if (position < needed.length && needed[position]) {
                gradients[position] = TorchTensor.of(HalfPrecision.narrow(value, TorchTensor.unwrap(like)));
            }
        }

        /**
         * With s = 1 / sqrt(variance + eps), the gradient of the mean is -s w times the bias's, and that of the
         * variance is -s^2 w / 2 times the weight's.
         */
        private static void statistics(
                BatchNormInference op,
                Tape tape,
                boolean[] needed,
                T_TensorTensorTensor_T parts,
                NativeTensor[] gradients) {
            var mean = TorchTensor.unwrap(tape.input(MEAN));
            var variance = TorchTensor.unwrap(tape.input(VARIANCE));
            try (var wide = HalfPrecision.widen(variance);
                    var shifted = wide.add(Scalars.of(op.eps()));
                    var scale = shifted.rsqrt();
                    var factor = weighted(tape, scale)) {
                if (needed[MEAN]) {
                    try (var product = factor.mul(parts.get2());
                            var negated = product.neg()) {
                        gradients[MEAN] = TorchTensor.of(HalfPrecision.narrow(negated, mean));
                    }
                }
                if (needed[VARIANCE]) {
                    try (var product = factor.mul(parts.get1());
                            var scaled = product.mul(scale)) {
                        scaled.mul_(Scalars.of(-0.5));
                        gradients[VARIANCE] = TorchTensor.of(HalfPrecision.narrow(scaled, variance));
                    }
                }
            }
        }

        private static Tensor weighted(Tape tape, Tensor scale) {
            return tape.inputs() > WEIGHT ? scale.mul(TorchTensor.unwrap(tape.input(WEIGHT))) : new Tensor(scale);
        }
    }
}
