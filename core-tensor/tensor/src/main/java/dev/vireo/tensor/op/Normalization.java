package dev.vireo.tensor.op;

/**
 * Normalizations: (x - mean) / sqrt(var + eps) * weight + bias, with statistics over different dimensions. Weight and
 * bias may be absent.
 */
public sealed interface Normalization extends Op {
    /** The value added to the variance for numerical stability. */
    double eps();

    /**
     * Batch normalization in training: x {@code [N, C, ...]} and optionally weight and bias {@code [C]}, with
     * statistics over all dimensions except C. Three results: y, the mean of the batch {@code [C]}, and its unbiased
     * variance {@code [C]}, for the running statistics. The latter two have no gradient (Ioffe and Szegedy, 2015).
     *
     * @param eps the value added to the variance
     */
    record BatchNorm(double eps) implements Normalization {
        @Override
        public int differentiable(int results) {
            return 1;
        }
    }

    /**
     * Batch normalization in evaluation: x {@code [N, C, ...]}, mean {@code [C]}, variance {@code [C]} and optionally
     * weight and bias {@code [C]}.
     *
     * @param eps the value added to the variance
     */
    record BatchNormInference(double eps) implements Normalization {}

    /**
     * Layer normalization: x {@code [..., D...]} and optionally weight and bias {@code [D...]} (Ba et al., 2016).
     *
     * @param dims the number of trailing dimensions to normalize over
     * @param eps the value added to the variance
     */
    record LayerNorm(int dims, double eps) implements Normalization {}

    /**
     * Group normalization: x {@code [N, C, ...]} and optionally weight and bias {@code [C]}, with statistics over each
     * group of channels (Wu and He, 2018).
     *
     * @param groups the number of groups
     * @param eps the value added to the variance
     */
    record GroupNorm(int groups, double eps) implements Normalization {}

    /**
     * Instance normalization: x {@code [N, C, ...]} and optionally weight and bias {@code [C]}, with statistics over
     * each channel of each sample (Ulyanov et al., 2016).
     *
     * @param eps the value added to the variance
     */
    record InstanceNorm(double eps) implements Normalization {}

    /**
     * RMS normalization: x {@code [..., D...]} and optionally weight {@code [D...]} to x / sqrt(mean(x^2) + eps) *
     * weight (Zhang and Sennrich, 2019).
     *
     * @param dims the number of trailing dimensions to normalize over
     * @param eps the value added to the mean of squares
     */
    record RmsNorm(int dims, double eps) implements Normalization {}
}
