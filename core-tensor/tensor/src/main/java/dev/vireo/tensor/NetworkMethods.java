package dev.vireo.tensor;

import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.internal.tape.LookupNode;
import dev.vireo.tensor.op.Activation;
import dev.vireo.tensor.op.Attention;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.Embed;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.LossOp;
import dev.vireo.tensor.op.Normalization;
import dev.vireo.tensor.op.Pooling;
import dev.vireo.tensor.op.Regularization;
import dev.vireo.tensor.op.Unary;
import java.util.List;

/** The methods of {@link Tensor} that layers of networks are made of. */
public sealed interface NetworkMethods permits Tensor {
    /** This tensor. */
    Tensor self();

    /** {@code [..., n, k], [..., k, m] -> [..., n, m]}, as {@code numpy.matmul}. */
    default Tensor matmul(Tensor other) {
        return Dispatcher.one(new LinearAlgebra.MatMul(), self(), other);
    }

    /** {@code [..., in]} times the transpose of a weight {@code [out, in]}: {@code [..., out]}. */
    default Tensor linear(Tensor weight) {
        return Dispatcher.one(new LinearAlgebra.Linear(), self(), weight);
    }

    /** {@link #linear(Tensor)} plus a bias {@code [out]}. */
    default Tensor linear(Tensor weight, Tensor bias) {
        return Dispatcher.one(new LinearAlgebra.Linear(), self(), weight, bias);
    }

    /** max(x, 0). */
    default Tensor relu() {
        return Dispatcher.one(Unary.RELU, self());
    }

    /** 1 / (1 + e^-x). */
    default Tensor sigmoid() {
        return Dispatcher.one(Unary.SIGMOID, self());
    }

    /** x sigmoid(x). */
    default Tensor silu() {
        return Dispatcher.one(Unary.SILU, self());
    }

    /** x tanh(softplus(x)). */
    default Tensor mish() {
        return Dispatcher.one(Unary.MISH, self());
    }

    /** clamp(x + 3, 0, 6) / 6. */
    default Tensor hardSigmoid() {
        return Dispatcher.one(Unary.HARD_SIGMOID, self());
    }

    /** x hardSigmoid(x). */
    default Tensor hardSwish() {
        return Dispatcher.one(Unary.HARD_SWISH, self());
    }

    /** The self-normalizing ELU. */
    default Tensor selu() {
        return Dispatcher.one(Unary.SELU, self());
    }

    /** log(sigmoid(x)). */
    default Tensor logSigmoid() {
        return Dispatcher.one(Unary.LOG_SIGMOID, self());
    }

    /** x / (1 + |x|). */
    default Tensor softsign() {
        return Dispatcher.one(Unary.SOFTSIGN, self());
    }

    /** x Phi(x). */
    default Tensor gelu() {
        return Dispatcher.one(new Activation.Gelu(false), self());
    }

    /** The tanh approximation of {@link #gelu}. */
    default Tensor geluTanh() {
        return Dispatcher.one(new Activation.Gelu(true), self());
    }

    /** Leaky ReLU: x for x > 0, else negativeSlope * x. */
    default Tensor leakyRelu(double negativeSlope) {
        return Dispatcher.one(new Activation.LeakyRelu(negativeSlope), self());
    }

    /** ELU: x for x > 0, else alpha (e^x - 1). */
    default Tensor elu(double alpha) {
        return Dispatcher.one(new Activation.Elu(alpha), self());
    }

    /** Softplus: log(1 + e^(beta x)) / beta, or x where beta x > 20. */
    default Tensor softplus(double beta) {
        return Dispatcher.one(new Activation.Softplus(beta, 20), self());
    }

    /** Softmax over a dimension, from 0, or from -1 backwards. */
    default Tensor softmax(int dim) {
        return Dispatcher.one(new Activation.Softmax(self().shape().dim(dim)), self());
    }

    /** The logarithm of the softmax over a dimension, from 0, or from -1 backwards. */
    default Tensor logSoftmax(int dim) {
        return Dispatcher.one(new Activation.LogSoftmax(self().shape().dim(dim)), self());
    }

    /** A convolution with a weight {@code [out, in / groups, kernel...]}; see {@link Convolution.Conv} for shapes. */
    default Tensor conv(Convolution.Conv attributes, Tensor weight) {
        return Dispatcher.one(attributes, self(), weight);
    }

    /** {@link #conv(Convolution.Conv, Tensor)} plus a bias {@code [out]}. */
    default Tensor conv(Convolution.Conv attributes, Tensor weight, Tensor bias) {
        return Dispatcher.one(attributes, self(), weight, bias);
    }

    /**
     * A transposed convolution with a weight {@code [in, out / groups, kernel...]}; see
     * {@link Convolution.ConvTranspose} for shapes.
     */
    default Tensor convTranspose(Convolution.ConvTranspose attributes, Tensor weight) {
        return Dispatcher.one(attributes, self(), weight);
    }

    /** {@link #convTranspose(Convolution.ConvTranspose, Tensor)} plus a bias {@code [out]}. */
    default Tensor convTranspose(Convolution.ConvTranspose attributes, Tensor weight, Tensor bias) {
        return Dispatcher.one(attributes, self(), weight, bias);
    }

    /** Maxima of {@code kernel x kernel} windows that do not overlap: {@code [N, C, H, W] -> [N, C, H / kernel, W / kernel]}. */
    default Tensor maxPool2d(int kernel) {
        var window = Dims.filled(2, kernel);
        return maxPool(new Pooling.MaxPool(window, window, Dims.filled(2, 0), Dims.filled(2, 1), false));
    }

    /** Max pooling; see {@link Pooling.MaxPool} for shapes. */
    default Tensor maxPool(Pooling.MaxPool attributes) {
        return Dispatcher.one(attributes, self());
    }

    /** Means of {@code kernel x kernel} windows that do not overlap. */
    default Tensor avgPool2d(int kernel) {
        var window = Dims.filled(2, kernel);
        return avgPool(new Pooling.AvgPool(window, window, Dims.filled(2, 0), false, true));
    }

    /** Average pooling; see {@link Pooling.AvgPool} for shapes. */
    default Tensor avgPool(Pooling.AvgPool attributes) {
        return Dispatcher.one(attributes, self());
    }

    /** Means of windows that fill the given output sizes. */
    default Tensor adaptiveAvgPool(int... output) {
        return Dispatcher.one(new Pooling.AdaptiveAvgPool(Dims.of(output)), self());
    }

    /** Maxima of windows that fill the given output sizes. */
    default Tensor adaptiveMaxPool(int... output) {
        return Dispatcher.one(new Pooling.AdaptiveMaxPool(Dims.of(output)), self());
    }

    /** Layer normalization over the last dimension. (Ba et al. 2016) */
    default Tensor layerNorm(double eps) {
        return normalize(new Normalization.LayerNorm(1, eps));
    }

    /** Layer normalization over the last dimensions, as many as the weight and the bias {@code [D...]} have. */
    default Tensor layerNorm(double eps, Tensor weight, Tensor bias) {
        return normalize(new Normalization.LayerNorm(weight.shape().rank(), eps), weight, bias);
    }

    /** A normalization without weight and bias; see {@link Normalization}. */
    default Tensor normalize(Normalization attributes) {
        return Dispatcher.one(attributes, self());
    }

    /** A normalization, then a product with a weight; see {@link Normalization} for shapes. */
    default Tensor normalize(Normalization attributes, Tensor weight) {
        return Dispatcher.one(attributes, self(), weight);
    }

    /** A normalization, then a product with a weight and a sum with a bias; see {@link Normalization} for shapes. */
    default Tensor normalize(Normalization attributes, Tensor weight, Tensor bias) {
        return Dispatcher.one(attributes, self(), weight, bias);
    }

    /** Batch normalization of {@code [N, C, ...]} by the statistics of the batch. (Ioffe and Szegedy 2015) */
    default BatchNormResult batchNorm(double eps) {
        return BatchNormResult.of(Dispatcher.run(new Normalization.BatchNorm(eps), self()));
    }

    /** {@link #batchNorm(double)}, then a product with a weight {@code [C]} and a sum with a bias {@code [C]}. */
    default BatchNormResult batchNorm(double eps, Tensor weight, Tensor bias) {
        return BatchNormResult.of(Dispatcher.run(new Normalization.BatchNorm(eps), self(), weight, bias));
    }

    /** Batch normalization of {@code [N, C, ...]} by given statistics {@code [C]}, as networks do it in evaluation. */
    default Tensor batchNormInference(double eps, Tensor mean, Tensor variance) {
        return Dispatcher.one(new Normalization.BatchNormInference(eps), self(), mean, variance);
    }

    /** {@link #batchNormInference(double, Tensor, Tensor)}, then weight {@code [C]} and bias {@code [C]}. */
    default Tensor batchNormInference(double eps, Tensor mean, Tensor variance, Tensor weight, Tensor bias) {
        return Dispatcher.one(new Normalization.BatchNormInference(eps), self(), mean, variance, weight, bias);
    }

    /**
     * The results of batch normalization.
     *
     * @param output the normalized input, {@code [N, C, ...]}
     * @param mean of the batch, {@code [C]}; carries no gradient
     * @param variance of the batch with correction 1, {@code [C]}; carries no gradient
     */
    record BatchNormResult(Tensor output, Tensor mean, Tensor variance) implements TensorGroup {
        @Override
        public List<Tensor> tensors() {
            return List.of(output, mean, variance);
        }

        private static BatchNormResult of(Tensor[] results) {
            return new BatchNormResult(results[0], results[1], results[2]);
        }
    }

    /** Zero with probability p, else x / (1 - p); the seed comes from the thread's {@link Generator}. */
    default Tensor dropout(double p) {
        return p == 0
                ? self()
                : Dispatcher.one(
                        new Regularization.Dropout(p, Generator.current().nextSeed()), self());
    }

    /** Dropout with a given seed: the same operation drops the same elements. */
    default Tensor dropout(Regularization.Dropout attributes) {
        return Dispatcher.one(attributes, self());
    }

    /** Rows of this weight {@code [V, D]} by an int64 index {@code [...]}: {@code [..., D]}. */
    default Tensor embedding(Tensor index, long paddingIndex) {
        return Dispatcher.one(new Embed.Embedding(paddingIndex), self(), index);
    }

    /**
     * As {@link #embedding}, but backward gives a leaf's gradient by rows ({@link Tensor#rowGrad}), which costs time and
     * memory for the rows that were looked up, and not for the whole table. The gradient is dense where this weight is no
     * leaf, has a hook, is also used by other operations, or is looked up in a recomputed function, and where the gradients
     * are recorded or returned.
     */
    default Tensor sparseEmbedding(Tensor index, long paddingIndex) {
        return LookupNode.lookUp(self(), index, paddingIndex);
    }

    /**
     * Scaled dot-product attention of this query; see {@link Attention.ScaledDotProductAttention} for shapes.
     *
     * @param causal whether a position sees only positions up to its own
     */
    default Tensor attention(Tensor key, Tensor value, boolean causal) {
        return Dispatcher.one(scaled(causal), self(), key, value);
    }

    /**
     * {@link #attention(Tensor, Tensor, boolean)} with a mask.
     *
     * @param mask bool, true where a position is seen; or floating, added to the scores
     */
    default Tensor attention(Tensor key, Tensor value, boolean causal, Tensor mask) {
        return Dispatcher.one(scaled(causal), self(), key, value, mask);
    }

    private Attention.ScaledDotProductAttention scaled(boolean causal) {
        return new Attention.ScaledDotProductAttention(
                1 / Math.sqrt(self().shape().size(-1)), causal);
    }

    /** A loss of these predictions; see {@link LossOp}. */
    default Tensor loss(LossOp attributes, Tensor target) {
        return Dispatcher.one(attributes, self(), target);
    }
}
