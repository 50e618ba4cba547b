package dev.vireo.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BatchTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void holdsAnyNumberOfNamedTensors() {
        var batch = new Batch(Tensor.ones(2, 3), Tensor.of(1L, 2L)).with("mask", Tensor.zeros(2, 4));
        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.tensors()).containsOnlyKeys("input", "target", "mask");
        assertThat(batch.get("mask").shape().toArray()).containsExactly(2, 4);
        assertThat(batch.has("mask")).isTrue();
        assertThat(batch.sample(1).target().toLongArray()).containsExactly(2);
        assertThat(batch.withInput(Tensor.zeros(2, 5)).input().shape().size(1)).isEqualTo(5);
    }

    @Test
    void errorsListTheNamesOfTheTensors() {
        var batch = new Batch(Map.of("tokens", Tensor.of(1L, 2L)));
        assertThatThrownBy(batch::input)
                .isInstanceOf(VireoException.class)
                .hasMessage("batch: there is no tensor 'input'; there are [tokens]");
    }

    @Test
    void tensorsMustHaveOneRowPerSample() {
        assertThatThrownBy(() -> new Batch(Map.of()))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> new Batch(Tensor.ones(2, 3), Tensor.of(1L, 2L, 3L)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("batch: 'target' has the shape [3] and 'input' has 2 samples; expected the same number");
        assertThatThrownBy(() -> new Batch(Map.of("scalar", Tensor.scalar(1, DType.FLOAT32))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("'scalar' is a scalar");
    }

    @Test
    void aLoaderReturnsAllTensorsOfABatch() {
        var dataset = new Dataset() {
            @Override
            public int size() {
                return 5;
            }

            @Override
            public Batch gather(int... places) {
                return new Batch(Map.of("only", Tensor.zeros(places.length, 2)));
            }
        };
        try (var loader = dataset.batches(2)) {
            for (var batch : loader) {
                assertThat(batch.get("only").shape().size(1)).isEqualTo(2);
                assertThat(batch.has("target")).isFalse();
            }
        }
    }
}
