package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.Fresh;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.Seeded;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Regularization.Dropout;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Kernels of dropout. */
public final class RegularizationKernels {
    private static final LongOptional TO_THE_LAST = new LongOptional();

    private RegularizationKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch regularization")
                .kernel(Dropout.class, (op, inputs) -> {
                    var x = TorchTensor.unwrap(inputs[0]);
                    try (var mask = mask(op, x)) {
                        return TorchTensor.one(apply(op, x, mask));
                    }
                })
                .gradient(Dropout.class, new Gradient())
                .build();
    }

    /**
     * Returns a bool tensor of x's sizes that is true with probability 1 - p, to a precision of 1 / 65536. Four
     * elements share one draw of 64 bits, which is five times as fast as libtorch's Bernoulli.
     */
    private static Tensor mask(Dropout op, Tensor x) {
        long count = x.numel();
        try (var generator = Seeded.of(op.seed(), x);
                var draws = Fresh.int64(x, (count + 3) / 4)) {
            draws.random_(Long.MIN_VALUE, TO_THE_LAST, generator.get());
            try (var parts = draws.view(ScalarType.Short);
                    var used = parts.narrow(0, 0, count);
                    var shaped = used.view_as(x)) {
                long kept =
                        // the number of 16-bit values below the threshold
                        Math.round((1 - op.p()) * 65536) + Short.MIN_VALUE;
                return kept == Short.MIN_VALUE ? shaped.lt(Scalars.of(kept)) : shaped.le(Scalars.of(kept - 1));
            }
        }
    }

    /** Applies the mask. libtorch uses the same function for the gradient, because it is linear in x. */
    private static Tensor apply(Dropout op, Tensor x, Tensor mask) {
        return torch.native_dropout_backward(x, mask, op.p() == 1 ? 0 : 1 / (1 - op.p()));
    }

    /** Residual: the mask, one byte per element. */
    private static final class Gradient implements FusedGradient<Dropout> {
        @Override
        public Saved saved() {
            return Saved.NOTHING;
        }

        @Override
        public NativeTensor[] forward(Dropout op, NativeTensor[] inputs) {
            var x = TorchTensor.unwrap(inputs[0]);
            var mask = mask(op, x);
            try {
                return new NativeTensor[] {TorchTensor.of(apply(op, x, mask)), TorchTensor.of(mask)};
            } catch (RuntimeException e) {
                mask.close();
                throw e;
            }
        }

        @Override
        public NativeTensor[] backward(Dropout op, Tape tape, boolean[] needed) {
            return TorchTensor.one(
                    apply(op, TorchTensor.unwrap(tape.gradient(0)), TorchTensor.unwrap(tape.residual(0))));
        }
    }
}
