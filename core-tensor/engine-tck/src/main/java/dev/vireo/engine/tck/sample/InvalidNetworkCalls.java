package dev.vireo.engine.tck.sample;

import static dev.vireo.engine.tck.sample.InvalidCalls.bool;
import static dev.vireo.engine.tck.sample.InvalidCalls.index;
import static dev.vireo.engine.tck.sample.InvalidCalls.x;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.op.Attention;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.Embed;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.LossOp;
import dev.vireo.tensor.op.Normalization;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Pooling;
import dev.vireo.tensor.op.Quantize;
import dev.vireo.tensor.op.Recurrent;
import dev.vireo.tensor.op.Resampling;
import java.util.List;

/** Calls of network operations with invalid shapes and types. */
final class InvalidNetworkCalls {
    private static final Dims ONE = Dims.of(1, 1);
    private static final Dims TWO = Dims.of(2, 2);
    private static final Dims ZERO = Dims.of(0, 0);

    private InvalidNetworkCalls() {}

    static OpTable<List<InvalidCall>> table() {
        var rows = new InvalidCalls.Rows();
        products(rows);
        convolutions(rows);
        normalizations(rows);
        losses(rows);
        recurrences(rows);
        return rows.build("network");
    }

    private static void products(InvalidCalls.Rows rows) {
        rows.shape(new LinearAlgebra.MatMul(), List.of(x(2, 3), x(4, 2)), "3 columns", "4 rows")
                .shape(new LinearAlgebra.MatMul(), List.of(x(), x(2)), "[]")
                .shape(new LinearAlgebra.MatMul(), List.of(x(2, 2, 3), x(3, 3, 2)), "[2]", "[3]")
                .dtype(new LinearAlgebra.MatMul(), List.of(x(2, 3), index(3, 2)), "float32", "int64")
                .shape(new LinearAlgebra.Linear(), List.of(x(2, 3), x(4, 5)), "[4, 5]", "5 input features", "3")
                .shape(new LinearAlgebra.Linear(), List.of(x(2, 3), x(4, 3), x(3)), "bias", "[3]", "[4]")
                .shape(new LinearAlgebra.Einsum("ij,jk"), List.of(x(2, 3), x(3, 2)), "ij,jk", "->")
                .shape(new LinearAlgebra.Einsum("ij,jk->ik"), List.of(x(2, 3), x(4, 2)), "'j'", "3", "4")
                .shape(new LinearAlgebra.Einsum("ij,jk->iz"), List.of(x(2, 3), x(3, 2)), "'z'")
                .dtype(new Quantize.IntMatMul(), List.of(x(2, 3), x(3, 2)), "int8", "float32")
                .shape(new Quantize.FakeQuantize(-1, 0, 255), List.of(x(2, 3), x(2), index(2)), "scale", "[2]", "[]")
                .shape(
                        new Attention.ScaledDotProductAttention(1, false),
                        List.of(x(2, 3, 4), x(2, 5, 3), x(2, 5, 4)),
                        "[2, 3, 4]",
                        "[2, 5, 3]")
                .shape(
                        new Attention.ScaledDotProductAttention(1, false),
                        List.of(x(2, 3, 4), x(2, 5, 4), x(2, 5, 4), bool(5, 3)),
                        "mask",
                        "[5, 3]",
                        "[2, 3, 5]")
                .dtype(new Embed.Embedding(-1), List.of(x(5, 3), x(2)), "int64", "float32")
                .shape(new Embed.Embedding(-1), List.of(x(5), index(2)), "weight", "[5]");
    }

    private static void convolutions(InvalidCalls.Rows rows) {
        rows.shape(
                        new Convolution.Conv(ONE, ZERO, ONE, 1),
                        List.of(x(8, 1, 28, 28), x(64, 3, 3, 3)),
                        "weight [64, 3, 3, 3] takes 3 input channels",
                        "the input [8, 1, 28, 28] has 1")
                .shape(
                        new Convolution.Conv(ONE, ZERO, ONE, 1),
                        List.of(x(1, 1, 2, 2), x(1, 1, 3, 3)),
                        "window of 3",
                        "size 2")
                .shape(
                        new Convolution.Conv(ONE, ZERO, ONE, 2),
                        List.of(x(1, 4, 5, 5), x(3, 2, 3, 3)),
                        "3 output channels",
                        "2 groups")
                .shape(
                        new Convolution.Conv(ONE, ZERO, ONE, 1),
                        List.of(x(1, 1, 5, 5), x(3, 1, 3, 3), x(2)),
                        "bias",
                        "[2]",
                        "[3]")
                .shape(
                        new Convolution.ConvTranspose(ONE, ZERO, ZERO, ONE, 1),
                        List.of(x(1, 2, 4, 4), x(3, 1, 2, 2)),
                        "[3, 1, 2, 2]",
                        "[1, 2, 4, 4]")
                .shape(
                        new Convolution.ConvTranspose(ONE, ZERO, TWO, ONE, 1),
                        List.of(x(1, 2, 4, 4), x(2, 1, 2, 2)),
                        "output padding",
                        "[2, 2]")
                .shape(new Pooling.MaxPool(TWO, TWO, ZERO, ONE, false), List.of(x(1, 4, 4)), "[1, 4, 4]", "4")
                .shape(new Pooling.MaxPool(TWO, TWO, TWO, ONE, false), List.of(x(1, 1, 4, 4)), "padding", "half")
                .shape(new Pooling.AvgPool(TWO, TWO, ZERO, false, true), List.of(x(1, 1, 1, 4)), "window", "1")
                .shape(new Pooling.AdaptiveAvgPool(ONE), List.of(x(1, 1, 4)), "[1, 1, 4]", "4")
                .shape(new Pooling.AdaptiveMaxPool(ONE), List.of(x(1, 1, 0, 4)), "[1, 1, 0, 4]", "no pixels")
                .shape(
                        new Resampling.Interpolate(TWO, Resampling.Mode.NEAREST, false),
                        List.of(x(1, 1, 4)),
                        "[1, 1, 4]",
                        "4")
                .shape(
                        new Resampling.Interpolate(Dims.of(2), Resampling.Mode.BICUBIC, false),
                        List.of(x(1, 1, 4)),
                        "bicubic",
                        "4")
                .shape(new Resampling.PixelShuffle(2), List.of(x(1, 3, 2, 2)), "3 channels", "multiple of 4");
    }

    private static void normalizations(InvalidCalls.Rows rows) {
        rows.shape(new Normalization.BatchNorm(1e-5), List.of(x(2, 3, 4), x(2)), "[2]", "[3]")
                .shape(new Normalization.BatchNorm(1e-5), List.of(x(1, 3)), "[1, 3]", "variance")
                .shape(new Normalization.BatchNormInference(1e-5), List.of(x(2, 3), x(3)), "3 to 5 inputs", "got 2")
                .shape(new Normalization.LayerNorm(1, 1e-5), List.of(x(2, 3), x(2)), "weight", "[2]", "[3]")
                .shape(new Normalization.LayerNorm(3, 1e-5), List.of(x(2, 3)), "[2, 3]", "dimensions")
                .shape(new Normalization.GroupNorm(2, 1e-5), List.of(x(2, 3)), "3 channels", "2 groups")
                .shape(new Normalization.InstanceNorm(1e-5), List.of(x(2, 3, 4), x(4)), "[4]", "[3]")
                .shape(new Normalization.RmsNorm(1, 1e-5), List.of(x(2, 3), x(2)), "weight", "[2]", "[3]")
                .dtype(new Normalization.RmsNorm(1, 1e-5), List.of(index(2, 3)), "floating", "int64");
    }

    private static void losses(InvalidCalls.Rows rows) {
        var mean = LossOp.Reduce.MEAN;
        rows.shape(new LossOp.CrossEntropy(mean, -100, 0), List.of(x(4, 3), index(3)), "target", "[3]", "[4]")
                .dtype(new LossOp.CrossEntropy(mean, -100, 0), List.of(x(4, 3), x(4)), "int64", "float32")
                .shape(new LossOp.NllLoss(mean, -100), List.of(x(4, 3), index(4, 3)), "target", "[4, 3]", "[4]")
                .shape(new LossOp.BinaryCrossEntropyWithLogits(mean), List.of(x(4), x(3)), "target", "[3]", "[4]");
    }

    private static void recurrences(InvalidCalls.Rows rows) {
        rows.shape(
                        new Recurrent.Lstm(1, false, false),
                        List.of(x(2, 3, 4), x(1, 2, 5), x(1, 2, 5), x(20, 3), x(20, 5)),
                        "weightIh",
                        "[20, 3]",
                        "[20, 4]")
                .shape(
                        new Recurrent.Gru(1, false, false),
                        List.of(x(2, 3, 4), x(1, 3, 5), x(15, 4), x(15, 5)),
                        "state",
                        "[1, 3, 5]",
                        "[1, 2, 5]")
                .shape(
                        new Recurrent.Rnn(1, true, false, false),
                        List.of(x(2, 3, 4), x(1, 2, 5), x(5, 4), x(5, 5)),
                        "6 inputs",
                        "got 4");
    }
}
