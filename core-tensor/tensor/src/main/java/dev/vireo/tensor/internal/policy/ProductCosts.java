package dev.vireo.tensor.internal.policy;

import static dev.vireo.tensor.internal.policy.FlopTable.elements;

import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Attention;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Quantize;
import dev.vireo.tensor.op.Recurrent;
import java.util.HashMap;

/** The costs of operations based on matrix products: two per multiply-add. */
final class ProductCosts {
    private ProductCosts() {}

    static OpTable<FlopCost<?>> table() {
        return new FlopTable("product")
                .row(LinearAlgebra.MatMul.class, (op, in, out) -> matmul(in[0], out[0]))
                .row(LinearAlgebra.Linear.class, (op, in, out) -> matmul(in[0], out[0]))
                .row(Quantize.IntMatMul.class, (op, in, out) -> matmul(in[0], out[0]))
                .row(LinearAlgebra.Einsum.class, ProductCosts::einsum)
                .row(Convolution.Conv.class, (op, in, out) -> 2 * elements(out[0]) * perChannel(in[1]))
                .row(Convolution.ConvTranspose.class, (op, in, out) -> 2 * elements(in[0]) * perChannel(in[1]))
                .row(Attention.ScaledDotProductAttention.class, ProductCosts::attention)
                .row(Recurrent.Lstm.class, (op, in, out) -> recurrent(op, in, 3))
                .row(Recurrent.Gru.class, (op, in, out) -> recurrent(op, in, 2))
                .row(Recurrent.Rnn.class, (op, in, out) -> recurrent(op, in, 2))
                .build();
    }

    private static long matmul(TensorSpec left, TensorSpec result) {
        return 2 * elements(result) * left.shape().size(-1);
    }

    /** The number of weights per output channel, or per input channel of a transposed convolution. */
    private static long perChannel(TensorSpec weight) {
        return weight.shape().remove(0).elements();
    }

    /** For each combination of all indices, one operation per operand; with two operands a multiply-add. */
    private static long einsum(LinearAlgebra.Einsum op, TensorSpec[] in, TensorSpec[] out) {
        var operands = op.equation().replace(" ", "").split("->", -1)[0].split(",", -1);
        var sizes = new HashMap<Character, Long>();
        for (int i = 0; i < operands.length; i++) {
            for (int j = 0; j < operands[i].length(); j++) {
                sizes.put(operands[i].charAt(j), in[i].shape().size(j));
            }
        }
        return in.length * sizes.values().stream().reduce(1L, (a, b) -> a * b);
    }

    /** Counts the products of query and key, and of weights and value. */
    private static long attention(Attention.ScaledDotProductAttention op, TensorSpec[] in, TensorSpec[] out) {
        long scores = elements(out[0])
                / Math.max(1, out[0].shape().size(-1))
                * in[1].shape().size(-2);
        return 2 * scores * (in[0].shape().size(-1) + in[2].shape().size(-1));
    }

    /** Each step multiplies both weight matrices of each cell by one vector per sample. */
    private static long recurrent(Recurrent op, TensorSpec[] in, int firstWeight) {
        long steps = in[0].shape().size(0) * in[0].shape().size(1);
        long weights = 0;
        for (int i = firstWeight; i < in.length; i++) {
            weights += in[i].shape().rank() == 2 ? elements(in[i]) : 0;
        }
        return 2 * steps * weights;
    }
}
