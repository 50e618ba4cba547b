package dev.vireo.tensor;

import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.op.Activation;
import dev.vireo.tensor.op.Attention;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.Embed;
import dev.vireo.tensor.op.Loss;
import dev.vireo.tensor.op.Normalization;
import dev.vireo.tensor.op.Pooling;
import dev.vireo.tensor.op.Regularization;
import dev.vireo.tensor.op.Unary;

/** What networks are made of. */
public sealed interface Neural permits Tensor {
    /** This tensor. */
    Tensor self();

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

    default Tensor leakyRelu(double negativeSlope) {
        return Dispatcher.one(new Activation.LeakyRelu(negativeSlope), self());
    }

    default Tensor elu(double alpha) {
        return Dispatcher.one(new Activation.Elu(alpha), self());
    }

    default Tensor softplus(double beta) {
        return Dispatcher.one(new Activation.Softplus(beta, 20), self());
    }

    default Tensor softmax(int dim) {
        return Dispatcher.one(new Activation.Softmax(self().shape().dim(dim)), self());
    }

    default Tensor logSoftmax(int dim) {
        return Dispatcher.one(new Activation.LogSoftmax(self().shape().dim(dim)), self());
    }

    /** A convolution; see {@link Convolution.Conv} for shapes. */
    default Tensor conv(Convolution.Conv attributes, Tensor weight, Tensor... bias) {
        return Dispatcher.one(attributes, Algebra.operands(self(), Algebra.operands(weight, bias)));
    }

    /** A transposed convolution; see {@link Convolution.ConvTranspose} for shapes. */
    default Tensor convTranspose(Convolution.ConvTranspose attributes, Tensor weight, Tensor... bias) {
        return Dispatcher.one(attributes, Algebra.operands(self(), Algebra.operands(weight, bias)));
    }

    /** Maxima of {@code kernel x kernel} windows that do not overlap: {@code [N, C, H, W] -> [N, C, H / kernel, W / kernel]}. */
    default Tensor maxPool2d(int kernel) {
        var window = Dims.filled(2, kernel);
        return maxPool(new Pooling.MaxPool(window, window, Dims.filled(2, 0), Dims.filled(2, 1), false));
    }

    default Tensor maxPool(Pooling.MaxPool attributes) {
        return Dispatcher.one(attributes, self());
    }

    /** Means of {@code kernel x kernel} windows that do not overlap. */
    default Tensor avgPool2d(int kernel) {
        var window = Dims.filled(2, kernel);
        return avgPool(new Pooling.AvgPool(window, window, Dims.filled(2, 0), false, true));
    }

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

    /** Over the last dimensions that the weight has; weight and bias may be absent, then over the last one. */
    default Tensor layerNorm(double eps, Tensor... weightAndBias) {
        int dims = weightAndBias.length == 0 ? 1 : weightAndBias[0].shape().rank();
        return Dispatcher.one(new Normalization.LayerNorm(dims, eps), Algebra.operands(self(), weightAndBias));
    }

    /** A normalization; see {@link Normalization} for the other inputs, and for what else batch norm returns. */
    default Tensor[] normalize(Normalization attributes, Tensor... others) {
        return Dispatcher.run(attributes, Algebra.operands(self(), others));
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

    /** Attention of this query; see {@link Attention.ScaledDotProductAttention}. */
    default Tensor attention(Tensor key, Tensor value, boolean causal, Tensor... mask) {
        double scale = 1 / Math.sqrt(self().shape().size(-1));
        var inputs = Algebra.operands(self(), Algebra.operands(key, Algebra.operands(value, mask)));
        return Dispatcher.one(new Attention.ScaledDotProductAttention(scale, causal), inputs);
    }

    /** A loss of these predictions; see {@link Loss}. */
    default Tensor loss(Loss attributes, Tensor target) {
        return Dispatcher.one(attributes, self(), target);
    }
}
