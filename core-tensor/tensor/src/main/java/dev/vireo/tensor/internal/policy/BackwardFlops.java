package dev.vireo.tensor.internal.policy;

import static dev.vireo.tensor.internal.policy.FlopTable.elements;

import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Attention;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Recurrent;

/**
 * The cost of the gradients of an operation. Each gradient costs as much as the operation. So the gradient of a factor of
 * a product is a product of the same size; that of the bias added to it counts nothing. PyTorch's {@code FlopCounterMode}
 * gives the same numbers for products and counts nothing else.
 */
public final class BackwardFlops {
    private static final Cost ALL = (op, in, out, wanted) -> count(wanted, in.length) * FlopCosts.of(op, in, out);
    private static final Cost TWO_FACTORS = (op, in, out, wanted) -> count(wanted, 2) * FlopCosts.of(op, in, out);

    /** The gradients of the states, which all steps need, and those of the weights. */
    private static final Cost RECURRENT = (op, in, out, wanted) -> 2 * FlopCosts.of(op, in, out);

    private static final OpTable<Cost> TABLE = OpTable.<Cost>named("costs of gradients")
            .rows(
                    TWO_FACTORS,
                    LinearAlgebra.MatMul.class,
                    LinearAlgebra.Linear.class,
                    Convolution.Conv.class,
                    Convolution.ConvTranspose.class)
            .rows(RECURRENT, Recurrent.Lstm.class, Recurrent.Gru.class, Recurrent.Rnn.class)
            .rows((op, in, out, wanted) -> attention(in, out[0]), Attention.ScaledDotProductAttention.class)
            .build();

    private BackwardFlops() {}

    private interface Cost {
        long flops(Op op, TensorSpec[] in, TensorSpec[] out, boolean[] wanted);
    }

    /**
     * Returns the cost of one backward step.
     *
     * @param wanted which inputs get a gradient
     */
    public static long of(Op op, TensorSpec[] inputs, TensorSpec[] results, boolean[] wanted) {
        var cost = TABLE.at(op.key());
        return (cost == null ? ALL : cost).flops(op, inputs, results, wanted);
    }

    private static long count(boolean[] wanted, int inputs) {
        long count = 0;
        for (int i = 0; i < inputs; i++) {
            count += wanted[i] ? 1 : 0;
        }
        return count;
    }

    /** Counts five products: the scores again, and the gradients of scores, query, key and value. */
    private static long attention(TensorSpec[] in, TensorSpec out) {
        long width = out.shape().size(-1);
        long scores = elements(out) / Math.max(1, width) * in[1].shape().size(-2);
        return 2 * scores * (3 * in[0].shape().size(-1) + 2 * width);
    }
}
