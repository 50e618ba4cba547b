package dev.vireo.engine.djl;

import dev.vireo.engine.tck.EngineConformance;
import dev.vireo.tensor.Engines;
import java.util.List;

class DjlConformanceTest extends EngineConformance {
    DjlConformanceTest() {
        super("djl");
    }

    @Override
    protected List<String> fallbacks() {
        return List.of(
                "Unary.RSQRT",
                "Unary.RECIPROCAL",
                "Unary.EXPM1",
                "Unary.LOG1P",
                "Unary.SILU",
                "Unary.MISH",
                "Unary.HARD_SIGMOID",
                "Unary.HARD_SWISH",
                "Unary.LOG_SIGMOID",
                "Unary.IS_FINITE",
                "Binary.FLOOR_DIVIDE",
                "Binary.REMAINDER",
                "Activation.Clamp",
                "Activation.Gelu",
                "Activation.Softplus",
                "Ternary.LERP",
                "Conversion.Contiguous",
                "Random.Multinomial",
                "Random.RandomInteger",
                "Random.RandomPermutation",
                "Random.Bernoulli",
                "Reduction.LogSumExp",
                "Reduction.Norm",
                "Reduction.Mean",
                "Reduction.Var",
                "Reduction.Any",
                "Reduction.All",
                "Scan.TopK",
                "View.Flatten",
                "Rearrange.Pad",
                "Rearrange.Diagonal",
                "Rearrange.Unfold",
                "Rearrange.Roll",
                "Rearrange.Tril",
                "Rearrange.Triu",
                "Indexing.IndexSelect",
                "Indexing.IndexAdd",
                "Indexing.MaskedFill",
                "Indexing.OneHot",
                "LinearAlgebra.Einsum",
                "Convolution.ConvTranspose",
                "Normalization.GroupNorm",
                "Normalization.InstanceNorm",
                "Normalization.RmsNorm",
                "Regularization.Dropout",
                "Attention.ScaledDotProductAttention",
                "LossOp.CrossEntropy",
                "LossOp.NllLoss",
                "LossOp.BinaryCrossEntropyWithLogits",
                "Resampling.Interpolate",
                "Resampling.PixelShuffle",
                "Quantize.FakeQuantize",
                "Quantize.IntMatMul",
                "Update.FusedSgd",
                "Update.FusedAdam",
                "Update.UnscaleAndCheck",
                "Update.CopyRowsInto",
                "Update.LerpInto");
    }

    @Override
    protected long nativeObjects() {
        return ((DjlEngine) Engines.named("djl")).manager().getManagedArrays().size();
    }
}
