package dev.vireo.engine.torch.internal.kernel.normalization;

import dev.vireo.engine.torch.internal.library.Fresh;
import dev.vireo.engine.torch.internal.library.KernelGradient;
import dev.vireo.engine.torch.internal.library.OptionalTensor;
import dev.vireo.engine.torch.internal.library.OutputMask;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.engine.torch.internal.library.Tuples;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Normalization.BatchNorm;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Kernels of batch normalization in training. */
public final class BatchNormKernels {
    private BatchNormKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch batch norm")
                .kernel(BatchNorm.class, BatchNormKernels::withoutResidual)
                .gradient(BatchNorm.class, new Gradient())
                .all(BatchNormInferenceKernels.table())
                .build();
    }

    private static NativeTensor[] withoutResidual(BatchNorm op, NativeTensor[] inputs) {
        var results = normalize(op, inputs);
        results[3].close();
        return new NativeTensor[] {results[0], results[1], results[2]};
    }

    /**
     * Returns y, mean, variance and 1 / standard deviation. libtorch returns the unbiased variance only through running
     * statistics; with momentum 1 these become the statistics of the batch. For half precision they are float32, and
     * libtorch expects weight and bias in the same type.
     */
    private static NativeTensor[] normalize(BatchNorm op, NativeTensor[] inputs) {
        var x = TorchTensor.unwrap(inputs[0]);
        long channels = x.size(1);
        if (x.numel() == 0) {
            return new NativeTensor[] {
                TorchTensor.of(torch.empty_like(x)),
                TorchTensor.of(EmptyBatch.statistic(x, channels)),
                TorchTensor.of(EmptyBatch.statistic(x, channels)),
                TorchTensor.of(EmptyBatch.statistic(x, channels))
            };
        }
        try (var weight = OptionalTensor.widened(inputs, 1);
                var bias = OptionalTensor.widened(inputs, 2);
                var mean = Fresh.wideZeros(x, channels);
                var variance = Fresh.wideZeros(x, channels);
                var runningMean = OptionalTensor.of(mean);
                var runningVariance = OptionalTensor.of(variance);
                var results = torch.native_batch_norm(
                        x, weight.get(), bias.get(), runningMean.get(), runningVariance.get(), true, 1, op.eps())) {
            return new NativeTensor[] {
                TorchTensor.of(new Tensor(results.get0())),
                TorchTensor.of(new Tensor(mean)),
                TorchTensor.of(new Tensor(variance)),
                TorchTensor.of(new Tensor(results.get2()))
            };
        }
    }

    /** Residual: 1 / standard deviation of each channel. */
    private static final class Gradient extends KernelGradient<BatchNorm> {
        Gradient() {
            super(BatchNormKernels::normalize, Saved.inputs(0, 1).and(Saved.outputs(1)));
        }

        @Override
        public NativeTensor[] backward(BatchNorm op, Tape tape, boolean[] needed) {
            var x = TorchTensor.unwrap(tape.input(0));
            if (x.numel() == 0) {
                return EmptyBatch.gradients(tape, needed, 1);
            }
            try (var weight = OptionalTensor.widened(tape, 1);
                    var mean = OptionalTensor.of(TorchTensor.unwrap(tape.output(1)));
                    var scale = OptionalTensor.of(TorchTensor.unwrap(tape.residual(0)))) {
                var gradients = torch.native_batch_norm_backward(
                        TorchTensor.unwrap(tape.gradient(0)),
                        x,
                        weight.get(),
                        OptionalTensor.NONE.get(),
                        OptionalTensor.NONE.get(),
                        mean.get(),
                        scale.get(),
                        true,
                        op.eps(),
                        OutputMask.of(needed));
                return Tuples.gradients(
                        gradients, needed, x, TorchTensor.unwrap(tape.input(tape.inputs() > 1 ? 1 : 0)));
            }
        }
    }
}
