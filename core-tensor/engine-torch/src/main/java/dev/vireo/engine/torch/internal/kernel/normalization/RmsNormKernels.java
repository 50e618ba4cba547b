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
import dev.vireo.tensor.op.Normalization.RmsNorm;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Kernels of RMS normalization, which libtorch does not fuse on CPUs. Half types are computed in float32. */
public final class RmsNormKernels {
    private static final ScalarTypeOptional SAME_TYPE = new ScalarTypeOptional();

    private RmsNormKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch rms norm")
                .kernel(RmsNorm.class, RmsNormKernels::withoutResidual)
                .gradient(RmsNorm.class, new Gradient())
                .build();
    }

    private static NativeTensor[] withoutResidual(RmsNorm op, NativeTensor[] inputs) {
        var results = normalize(op, inputs);
        results[1].close();
        return new NativeTensor[] {results[0]};
    }

    /** Returns y, and 1 / root mean square of each row. */
    private static NativeTensor[] normalize(RmsNorm op, NativeTensor[] inputs) {
        var x = TorchTensor.unwrap(inputs[0]);
        try (var wide = HalfPrecision.widen(x);
                var scale = scale(op, wide);
                var y = wide.mul(scale)) {
            if (inputs.length > 1) {
                y.mul_(TorchTensor.unwrap(inputs[1]));
            }
            return new NativeTensor[] {TorchTensor.of(HalfPrecision.narrow(y, x)), TorchTensor.of(new Tensor(scale))};
        }
    }

    private static Tensor scale(RmsNorm op, Tensor x) {
        long count = 1;
        long rank = x.dim();
        var dims = new long[op.dims()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = rank - dims.length + i;
            count *= x.size(dims[i]);
        }
        var norm = torch.linalg_vector_norm(x, Scalars.of(2), dims, true, SAME_TYPE);
        norm.mul_(norm);
        norm.div_(Scalars.of(count));
        norm.add_(Scalars.of(op.eps()));
        return norm.rsqrt_();
    }

    /** Residual: 1 / root mean square of each row. */
    private static final class Gradient extends KernelGradient<RmsNorm> {
        Gradient() {
            super(RmsNormKernels::normalize, Saved.inputs(0, 1));
        }

        /**
         * Uses the gradient of a layer norm with mean 0. That gradient contains a term for the mean's dependence on x,
         * which RMS normalization does not have; {@link #restore} adds the term back.
         */
        @Override
        public NativeTensor[] backward(RmsNorm op, Tape tape, boolean[] needed) {
            var x = TorchTensor.unwrap(tape.input(0));
            var scale = TorchTensor.unwrap(tape.residual(0));
            try (var wide = HalfPrecision.widen(x);
                    var gradient = HalfPrecision.widen(TorchTensor.unwrap(tape.gradient(0)));
                    var weight = OptionalTensor.widened(tape, 1);
                    var mean = torch.zeros_like(scale)) {
                var parts = torch.native_layer_norm_backward(
                        gradient,
                        wide,
                        LayerNormKernels.last(x, op.dims()),
                        mean,
                        scale,
                        weight.get(),
                        OptionalTensor.NONE.get(),
                        OutputMask.of(needed));
                if (needed[0]) {
                    restore(parts.get0(), gradient, weight, scale);
                }
                return Tuples.gradients(parts, needed, x, TorchTensor.unwrap(tape.input(needed.length - 1)));
            }
        }

        /** Adds the mean of (gradient * weight) of each row, times the row's scale. */
        private static void restore(Tensor result, Tensor gradient, OptionalTensor weight, Tensor scale) {
            long rows = scale.numel();
            if (rows == 0) {
                return;
            }
            long columns = gradient.numel() / rows;
            try (var matrix = gradient.reshape(rows, columns);
                    var sums = sums(matrix, weight);
                    var shift = sums.view_as(scale)) {
                shift.mul_(scale);
                shift.div_(Scalars.of(columns));
                result.add_(shift);
            }
        }

        private static Tensor sums(Tensor matrix, OptionalTensor weight) {
            if (!weight.isPresent()) {
                return matrix.sum(1);
            }
            try (var vector = weight.get().get().reshape(-1)) {
                return matrix.mv(vector);
            }
        }
    }
}
