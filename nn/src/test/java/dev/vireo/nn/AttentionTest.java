package dev.vireo.nn;

import static dev.vireo.nn.Libtorch.agrees;
import static dev.vireo.nn.Libtorch.normal;
import static dev.vireo.nn.Libtorch.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.nn.attention.MultiheadAttention;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.MultiheadAttentionImpl;
import org.bytedeco.pytorch.MultiheadAttentionOptions;
import org.junit.jupiter.api.Test;

final class AttentionTest extends InScope {
    @Test
    void matchesPyTorch() {
        var module = new MultiheadAttentionImpl(new MultiheadAttentionOptions(8, 2));
        try (var attention = new MultiheadAttention(8, 2)) {
            assertThat(attention.stateDict())
                    .containsOnlyKeys("in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias");
            Libtorch.load(attention, module);
            var query = normal(2, 3, 8);
            var key = normal(2, 5, 8).mul(0.5);
            var value = normal(2, 5, 8);
            agrees("other sequence", attention.call(query, key, value), expected(module, query, key, value));
            agrees("itself", attention.call(query), expected(module, query, query, query));
        }
    }

    private static org.bytedeco.pytorch.Tensor expected(
            MultiheadAttentionImpl module, Tensor query, Tensor key, Tensor value) {
        return module.forward(sequenceFirst(query), sequenceFirst(key), sequenceFirst(value))
                .get0()
                .transpose(0, 1);
    }

    private static org.bytedeco.pytorch.Tensor sequenceFirst(Tensor x) {
        return of(x).transpose(0, 1);
    }

    @Test
    void maskedKeysGetNoAttention() {
        try (var attention = new MultiheadAttention(8, 2)) {
            var x = normal(1, 4, 8);
            var firstTwo = Tensor.of(true, true, false, false);
            var masked = attention.call(x, firstTwo);
            var expected = attention.call(x, x.slice(1, 0, 2), x.slice(1, 0, 2));
            assertThat(masked.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-6f));
            assertThat(attention.call(x, x, x, firstTwo).toFloatArray())
                    .containsExactly(expected.toFloatArray(), within(1e-6f));
        }
    }

    @Test
    void causalAttentionIgnoresLaterTokens() {
        try (var attention = new MultiheadAttention(8, 2, false, true)) {
            assertThat(attention.stateDict()).containsOnlyKeys("in_proj_weight", "out_proj.weight");
            var x = normal(1, 4, 8);
            var whole = attention.call(x).slice(1, 0, 2);
            assertThat(whole.toFloatArray())
                    .containsExactly(attention.call(x.slice(1, 0, 2)).toFloatArray(), within(1e-6f));
        }
    }

    @Test
    void hooksAndSummaryIncludeTheOptionalMask() {
        try (var attention = new MultiheadAttention(8, 2)) {
            var seen = new ArrayList<List<Shape>>();
            attention.afterForward(
                    (in, out) -> seen.add(in.stream().map(Tensor::shape).toList()));
            attention.call(normal(1, 4, 8));
            var summary = Summary.of(
                    attention,
                    in -> attention.call(in.get(0), in.get(1)),
                    new TensorSpec(Shape.of(2, 4, 8), DType.FLOAT32, Device.CPU),
                    new TensorSpec(Shape.of(4, 4), DType.BOOL, Device.CPU));
            assertThat(seen).containsExactly(List.of(Shape.of(1, 4, 8)), List.of(Shape.of(2, 4, 8), Shape.of(4, 4)));
            assertThat(summary.parameters()).isEqualTo(3 * 64 + 24 + 64 + 8);
        }
        assertThatThrownBy(() -> new MultiheadAttention(8, 3))
                .hasMessage("MultiheadAttention: 8 dimensions do not divide into 3 groups");
    }
}
