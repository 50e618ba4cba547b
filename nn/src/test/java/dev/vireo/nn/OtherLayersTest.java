package dev.vireo.nn;

import static dev.vireo.nn.Libtorch.agrees;
import static dev.vireo.nn.Libtorch.normal;
import static dev.vireo.nn.Libtorch.of;
import static dev.vireo.nn.Libtorch.optional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.nn.regularization.Dropout;
import dev.vireo.nn.regularization.Dropout2d;
import dev.vireo.nn.resampling.PixelShuffle;
import dev.vireo.nn.resampling.Upsample;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Resampling.Mode;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

final class OtherLayersTest extends InScope {
    @Test
    void linearMatchesPyTorch() {
        try (var layer = new Linear(5, 7)) {
            assertThat(layer.stateDict()).containsOnlyKeys("weight", "bias");
            var x = normal(2, 3, 5);
            agrees("linear", layer.call(x), torch.linear(of(x), of(layer, "weight"), optional(layer, "bias")));
        }
        try (var layer = new Linear(64, 100)) {
            InitializersTest.isUniform(layer.stateDict().get("weight"), 1.0 / 8);
            InitializersTest.isUniform(layer.stateDict().get("bias"), 1.0 / 8);
        }
    }

    @Test
    void embeddingGivesThePaddingRowNoGradient() {
        try (var layer = new Embedding(5, 3, 2)) {
            var index = Tensor.of(new long[] {0, 4, 2, 2}, 2, 2);
            var y = layer.call(index);
            agrees("embedding", y, torch.embedding(of(layer, "weight"), of(index)));
            assertThat(y.slice(0, 1, 2).abs().sum().item()).isZero();
            y.sum().backward();
            var gradient = layer.namedParameters().get("weight").grad().orElseThrow();
            assertThat(gradient.sum(1).toFloatArray()).containsExactly(3, 0, 0, 0, 3);
        }
        assertThatThrownBy(() -> new Embedding(5, 3, 5))
                .hasMessage("Embedding: paddingIndex is 5; expected -1, or 0 to 4");
    }

    /** The gradient is by rows before and after a move to another type, which makes a new leaf. */
    @Test
    void aSparseEmbeddingHasAGradientByRows() {
        try (var layer = new Embedding(5, 3, 2).sparse()) {
            for (var dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
                layer.to(Device.CPU, dtype);
                layer.call(Tensor.of(4L, 0L, 2L, 4L)).sum().backward();
                var weight = layer.namedParameters().get("weight");
                var rows = weight.rowGrad().orElseThrow();
                assertThat(rows.indices().toLongArray()).containsExactly(0, 2, 4);
                assertThat(rows.values().sum(1).toDoubleArray()).containsExactly(3, 0, 6);
                layer.clearGradients();
                assertThat(weight.rowGrad()).isEmpty();
            }
        }
    }

    @Test
    void unflattenInvertsFlatten() {
        var x = normal(2, 3, 4, 5);
        assertThat(new Flatten().call(x).shape()).isEqualTo(Shape.of(2, 60));
        assertThat(new Flatten(-2, -1).call(x).shape()).isEqualTo(Shape.of(2, 3, 20));
        assertThat(new Unflatten(1, 3, 4, 5).call(x.flatten(1)).toFloatArray()).containsExactly(x.toFloatArray());
        assertThatThrownBy(() -> new Unflatten(-1, 2, 2).call(x))
                .hasMessageStartingWith("Unflatten: dimension -1 of [2, 3, 4, 5] has the size 5; [2, 2] needs 4");
        assertThat(new Identity().call(x)).isSameAs(x);
    }

    @Test
    void upsamplingMatchesPyTorch() {
        var image = normal(1, 2, 3, 4);
        var size = new long[] {6, 8};
        agrees("nearest", new Upsample(2).call(image), torch.upsample_nearest2d(of(image), size));
        agrees(
                "bilinear",
                new Upsample(2, Mode.LINEAR, false).call(image),
                torch.upsample_bilinear2d(of(image), size, false));
        agrees(
                "bicubic",
                new Upsample(Dims.of(5, 9), Mode.BICUBIC, true).call(image),
                torch.upsample_bicubic2d(of(image), new long[] {5, 9}, true));
        var line = normal(1, 2, 4);
        agrees(
                "linear",
                new Upsample(Dims.of(7), Mode.LINEAR, true).call(line),
                torch.upsample_linear1d(of(line), new long[] {7}, true));
        assertThatThrownBy(() -> new Upsample(0)).hasMessage("Upsample: the factor is 0.0; expected a positive number");
        assertThatThrownBy(() -> new Upsample(2, Mode.NEAREST, true)).hasMessageContaining("alignCorners");
    }

    @Test
    void pixelShuffleMatchesPyTorch() {
        var x = normal(1, 8, 2, 3);
        agrees("shuffle", new PixelShuffle(2).call(x), torch.pixel_shuffle(of(x), 2));
    }

    @Test
    void dropoutIsActiveInTrainingOnly() {
        var x = Tensor.ones(50, 40, 2, 2);
        for (var layer : new Layer[] {new Dropout(0.25), new Dropout2d(0.25)}) {
            assertThat(layer.eval().call(x)).isSameAs(x);
            var y = layer.train().call(x);
            assertThat(y.mean().item()).isBetween(0.9, 1.1);
            assertThat(y.amax().item()).isEqualTo(4 / 3.0, org.assertj.core.api.Assertions.within(1e-6));
            assertThat(y.amin().item()).isZero();
        }
        var channels = new Dropout2d().call(x).flatten(2);
        assertThat(channels.amax(2).sub(channels.amin(2)).abs().sum().item()).isZero();
        assertThatThrownBy(() -> new Dropout(1.5)).hasMessage("Dropout: p is 1.5; expected 0 to 1");
    }
}
