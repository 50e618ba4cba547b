package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.part.NumberTensors;
import dev.vireo.tensor.op.Activation;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Unary;

/** Decomposes activations. Arguments of exponentials are not positive, so that none overflows. */
final class ActivationDecompositions {
    private static final double SELU_SCALE = 1.0507009873554804934193349852946;
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;

    private ActivationDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        var table = new DecompositionTable("activation")
                .unary(Unary.RELU, x -> x.maximum(0))
                .unary(Unary.SIGMOID, x -> x.neg().exp().add(1).reciprocal())
                .unary(Unary.SILU, x -> x.div(x.neg().exp().add(1)))
                .unary(Unary.MISH, x -> x.mul(softplus(x).tanh()))
                .unary(Unary.HARD_SIGMOID, x -> x.add(3).clamp(0, 6).div(6))
                .unary(Unary.HARD_SWISH, x -> x.mul(x.add(3).clamp(0, 6)).div(6))
                .unary(Unary.SELU, x -> elu(x, SELU_ALPHA).mul(SELU_SCALE))
                .unary(
                        Unary.LOG_SIGMOID,
                        x -> x.minimum(0).sub(x.abs().neg().exp().log1p()))
                .unary(Unary.SOFTSIGN, x -> x.div(x.abs().add(1)));
        return withAttributes(table).build();
    }

    private static DecompositionTable withAttributes(DecompositionTable table) {
        return table.wide(Activation.Gelu.class, (op, in) -> op.tanh() ? geluTanh(in[0]) : gelu(in[0]))
                .wide(
                        Activation.LeakyRelu.class,
                        (op, in) -> Tensor.where(in[0].gt(0), in[0], in[0].mul(op.negativeSlope())))
                .wide(Activation.Elu.class, (op, in) -> elu(in[0], op.alpha()))
                .wide(Activation.Softplus.class, (op, in) -> {
                    var scaled = in[0].mul(op.beta());
                    return Tensor.where(
                            scaled.gt(op.threshold()), in[0], softplus(scaled).div(op.beta()));
                })
                .wide(Activation.Clamp.class, ActivationDecompositions::clamp)
                .wide(Activation.Softmax.class, (op, in) -> {
                    var over = Dims.of(op.dim());
                    var exponentials = belowLargest(in[0], over).exp();
                    return exponentials.div(exponentials.sum(over, true));
                })
                .wide(Activation.LogSoftmax.class, (op, in) -> {
                    var over = Dims.of(op.dim());
                    var x = belowLargest(in[0], over);
                    return x.sub(x.exp().sum(over, true).log());
                });
    }

    private static Tensor gelu(Tensor x) {
        return x.mul(0.5).mul(x.mul(Math.sqrt(0.5)).erf().add(1));
    }

    private static Tensor geluTanh(Tensor x) {
        var inner = x.add(x.mul(x).mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
        return x.mul(0.5).mul(inner.tanh().add(1));
    }

    private static Tensor elu(Tensor x, double alpha) {
        return Tensor.where(x.gt(0), x, x.minimum(0).expm1().mul(alpha));
    }

    private static Tensor softplus(Tensor x) {
        return x.maximum(0).add(x.abs().neg().exp().log1p());
    }

    private static Tensor clamp(Activation.Clamp op, Tensor[] in) {
        var x = in[0];
        boolean whole = !x.dtype().isFloating();
        if (op.min() > (whole ? NumberTensors.lowest(x.dtype()) : Double.NEGATIVE_INFINITY)) {
            x = x.maximum(bound(x, op.min()));
        }
        if (op.max() < (whole ? NumberTensors.highest(x.dtype()) : Double.POSITIVE_INFINITY)) {
            x = x.minimum(bound(x, op.max()));
        }
        return x;
    }

    /**
     * Converts a bound to the tensor's type. A bound beyond the range of an integral type becomes the limit of the
     * range.
     */
    private static Tensor bound(Tensor x, double value) {
        var dtype = x.dtype();
        return NumberTensors.like(
                x,
                dtype.isFloating()
                        ? value
                        : Math.max(NumberTensors.lowest(dtype), Math.min(NumberTensors.highest(dtype), (long) value)));
    }

    private static Tensor belowLargest(Tensor x, Dims over) {
        boolean empty = x.shape().size(over.at(0)) == 0;
        return empty ? x.copy() : x.sub(x.detach().amax(over, true));
    }
}
