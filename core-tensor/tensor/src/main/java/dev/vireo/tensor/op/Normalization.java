package dev.vireo.tensor.op;

/** (x - mean) / sqrt(var + eps) * weight + bias, over different parts of a tensor. Weight and bias may be absent. */
public sealed interface Normalization extends Op {
    double eps();

    /**
     * In training: x {@code [N, C, ...]}, optionally weight and bias {@code [C]}; statistics over all but C.
     * Three results: y, the batch's mean {@code [C]}, and its variance {@code [C]} with correction 1, for the running
     * statistics; the latter two carry no gradient. (Ioffe and Szegedy 2015)
     */
    record BatchNorm(double eps) implements Normalization {
        @Override
        public int differentiable(int results) {
            return 1;
        }
    }

    /** In evaluation: x {@code [N, C, ...]}, mean {@code [C]}, variance {@code [C]}, optionally weight and bias {@code [C]}. */
    record BatchNormInference(double eps) implements Normalization {}

    /** x {@code [..., D...]}, optionally weight, bias {@code [D...]}; over the last {@code dims} dimensions. (Ba et al. 2016) */
    record LayerNorm(int dims, double eps) implements Normalization {}

    /** x {@code [N, C, ...]}, optionally weight and bias {@code [C]}; over each of {@code groups} groups of channels. (Wu and He 2018) */
    record GroupNorm(int groups, double eps) implements Normalization {}

    /** x {@code [N, C, ...]}, optionally weight and bias {@code [C]}; over each channel of each sample. (Ulyanov et al. 2016) */
    record InstanceNorm(double eps) implements Normalization {}

    /** x {@code [..., D...]}, optionally weight {@code [D...]}: x / sqrt(mean(x^2) + eps) * weight over the last dims. (Zhang and Sennrich 2019) */
    record RmsNorm(int dims, double eps) implements Normalization {}
}
