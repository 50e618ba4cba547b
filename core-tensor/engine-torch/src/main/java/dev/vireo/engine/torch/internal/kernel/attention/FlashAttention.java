package dev.vireo.engine.torch.internal.kernel.attention;

import dev.vireo.engine.torch.internal.library.Aten;
import dev.vireo.engine.torch.internal.library.HalfPrecision;
import dev.vireo.engine.torch.internal.library.InputSizes;
import dev.vireo.engine.torch.internal.library.OptionalTensor;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.engine.torch.internal.settings.BlasThreads;
import dev.vireo.tensor.engine.FusedGradient.Tape;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Attention.ScaledDotProductAttention;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * libtorch's CPU attention that processes keys block by block (Dao et al., 2022). It supports a mask together with
 * causality, and saves one number per row for backward.
 */
public final class FlashAttention {
    private static final Aten FORWARD = Aten.of("_scaled_dot_product_flash_attention_for_cpu");
    private static final Aten BACKWARD = Aten.of("_scaled_dot_product_flash_attention_for_cpu_backward");
    private static final ScalarTypeOptional SAME_TYPE = new ScalarTypeOptional();
    private static final int MASK = 3;

    private FlashAttention() {}

    /** Whether the kernel supports the inputs. It divides by sizes, and values must be as wide as queries. */
    public static boolean fits(NativeTensor[] inputs) {
        var query = TorchTensor.unwrap(inputs[0]);
        var value = TorchTensor.unwrap(inputs[2]);
        return query.is_cpu() && query.size(-1) == value.size(-1) && query.numel() > 0 && value.numel() > 0;
    }

    /** Returns the result, and the logarithm of each row's sum of exponentials {@code [batch, heads, T]}. */
    public static NativeTensor[] forward(ScaledDotProductAttention op, NativeTensor[] inputs) {
        try (var threads = BlasThreads.callerOnly();
                var operands = Operands.lift(TorchTensor.unwrap(inputs));
                var results = FORWARD.call(
                        new IValue(operands.query),
                        new IValue(operands.key),
                        new IValue(operands.value),
                        new IValue(0.0),
                        new IValue(op.causal()),
                        operands.maskArgument(),
                        new IValue(op.scale()))) {
            return new NativeTensor[] {
                TorchTensor.of(operands.shape.lower(element(results, 0))), TorchTensor.of(element(results, 1))
            };
        }
    }

    /**
     * Computes the gradients from the inputs and results of {@link #forward}; the second result is a residual, the
     * others are saved values.
     */
    public static NativeTensor[] backward(ScaledDotProductAttention op, Tape tape, boolean[] needed) {
        var inputs = new Tensor[tape.inputs()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = TorchTensor.unwrap(tape.input(i));
        }
        var logSums = TorchTensor.unwrap(tape.residual(0));
        var gradients = new NativeTensor[inputs.length];
        try (var operands = Operands.lift(inputs);
                var result = operands.shape.lift(TorchTensor.unwrap(tape.output(0)));
                var gradient = operands.shape.lift(TorchTensor.unwrap(tape.gradient(0)))) {
            if (needed[0] || needed[1] || needed[2]) {
                operandGradients(op, operands, gradient, result, logSums, inputs, needed, gradients);
            }
            if (needed.length > MASK && needed[MASK]) {
                try (var scores = operands.scoreGradient(op, gradient, result, logSums)) {
                    gradients[MASK] = TorchTensor.of(reduce(operands.shape.lower(new Tensor(scores)), inputs[MASK]));
                }
            }
        }
        return gradients;
    }

    private static void operandGradients(
            ScaledDotProductAttention op,
            Operands operands,
            Tensor gradient,
            Tensor result,
            Tensor logSums,
            Tensor[] inputs,
            boolean[] needed,
            NativeTensor[] gradients) {
        try (var threads = BlasThreads.callerOnly();
                var found = BACKWARD.call(
                        new IValue(gradient),
                        new IValue(operands.query),
                        new IValue(operands.key),
                        new IValue(operands.value),
                        new IValue(result),
                        new IValue(logSums),
                        new IValue(0.0),
                        new IValue(op.causal()),
                        operands.maskArgument(),
                        new IValue(op.scale()))) {
            for (int i = 0; i < MASK; i++) {
                if (needed[i]) {
                    gradients[i] = TorchTensor.of(reduce(operands.shape.lower(element(found, i)), inputs[i]));
                }
            }
        }
    }

    private static Tensor element(IValueVector values, long position) {
        try (var value = values.get(position)) {
            return new Tensor(value.toTensor());
        }
    }

    /** Sums a gradient over the dimensions along which the input was broadcast, and closes it. */
    private static Tensor reduce(Tensor gradient, Tensor input) {
        try (gradient) {
            return gradient.sum_to_size(InputSizes.of(input).values());
        }
    }

    /** The inputs with two leading dimensions, and the mask as one that is added. */
    private record Operands(AttentionShape shape, Tensor query, Tensor key, Tensor value, OptionalTensor mask)
            implements AutoCloseable {
        static Operands lift(Tensor[] inputs) {
            var shape = AttentionShape.of(inputs);
            return new Operands(
                    shape, shape.lift(inputs[0]), shape.lift(inputs[1]), shape.lift(inputs[2]), mask(shape, inputs));
        }

        private static OptionalTensor mask(AttentionShape shape, Tensor[] inputs) {
            if (inputs.length <= MASK) {
                return OptionalTensor.NONE;
            }
            try (var additive = AttentionMask.additive(inputs[MASK], inputs[0]);
                    var lifted = shape.liftMask(additive, inputs[0].size(-2), inputs[1].size(-2))) {
                return OptionalTensor.of(lifted);
            }
        }

        IValue maskArgument() {
            return mask.isPresent() ? new IValue(mask.get().get()) : new IValue();
        }

        /**
         * Returns the gradient of the scores before the softmax, {@code [batch, heads, T, S]}, which is the mask's:
         * with the probabilities P, it is P (gradient value^T - rowsum(gradient result)).
         */
        Tensor scoreGradient(ScaledDotProductAttention op, Tensor gradient, Tensor result, Tensor logSums) {
            try (var dy = HalfPrecision.widen(gradient);
                    var y = HalfPrecision.widen(result);
                    var v = HalfPrecision.widen(value);
                    var probabilities = probabilities(op, logSums);
                    var transposed = v.transpose(-2, -1);
                    var products = dy.matmul(transposed);
                    var weighted = dy.mul(y);
                    var sums = weighted.sum(new long[] {-1}, true, SAME_TYPE)) {
                products.sub_(sums);
                products.mul_(probabilities);
                return HalfPrecision.narrow(products, gradient);
            }
        }

        private Tensor probabilities(ScaledDotProductAttention op, Tensor logSums) {
            try (var q = HalfPrecision.widen(query);
                    var k = HalfPrecision.widen(key);
                    var transposed = k.transpose(-2, -1);
                    var scaled = q.mul(Scalars.of(op.scale()));
                    var scores = scaled.matmul(transposed);
                    var added = scores.add(mask.get().get());
                    var seen = op.causal() ? AttentionMask.causal(added, query, key) : new Tensor(added);
                    var column = logSums.unsqueeze(-1);
                    var shifted = seen.sub(column)) {
                return shifted.exp();
            }
        }

        @Override
        public void close() {
            query.close();
            key.close();
            value.close();
            mask.close();
        }
    }
}
