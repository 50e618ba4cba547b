package dev.vireo.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.nn.loss.Losses;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void accuracyCountsOverBatchesOfDifferentSizes() {
        var sum = Metric.accuracy().start();
        sum.add(predictions(3, 0, 1, 2), Tensor.of(0L, 1L, 1L));
        sum.add(predictions(3, 2), Tensor.of(2L));
        assertThat(sum.value()).isEqualTo(0.75);
    }

    @Test
    void accuracyOfEachPixel() {
        var sum = Metric.accuracy().start();
        var logits = Tensor.of(new float[] {1, 0, 0, 1, 0, 1, 1, 0}, 1, 2, 4); // classes 0, 1, 1, 0
        sum.add(logits, Tensor.of(new long[] {0, 1, 0, 0}, 1, 4));
        assertThat(sum.value()).isEqualTo(0.75);
    }

    @Test
    void topKLooksAtTheKLargest() {
        var sum = Metric.topK(2).start();
        sum.add(Tensor.of(new float[] {3, 2, 1, 3, 2, 1}, 2, 3), Tensor.of(1L, 2L));
        assertThat(Metric.topK(2).name()).isEqualTo("top2");
        assertThat(sum.value()).isEqualTo(0.5);
    }

    /** {@code f1_score([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1], average="macro")} is 0.26666... in scikit-learn's manual. */
    @Test
    void f1IsTheMeanOverClasses() {
        var sum = Metric.f1().start();
        sum.add(predictions(3, 0, 2, 1), Tensor.of(0L, 1L, 2L));
        sum.add(predictions(3, 0, 0, 1), Tensor.of(0L, 1L, 2L));
        assertThat(sum.value()).isCloseTo(0.26666666, within(1e-7));
    }

    @Test
    void f1LeavesOutClassesThatNeverOccur() {
        var sum = Metric.f1().start();
        sum.add(predictions(5, 0, 1), Tensor.of(0L, 1L));
        assertThat(sum.value()).isEqualTo(1);
        assertThatThrownBy(() -> sum.add(predictions(4, 0), Tensor.of(0L)))
                .isInstanceOf(VireoException.class)
                .hasMessageContaining("4 classes");
    }

    @Test
    void errorsAreMeansOverElements() {
        var output = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        var target = Tensor.of(new float[] {1, 0, 3, 1}, 2, 2);
        var mse = Metric.mse().start();
        mse.add(output, target);
        assertThat(mse.value()).isEqualTo(13 / 4.0);
        var mae = Metric.mae().start();
        mae.add(output, target);
        assertThat(mae.value()).isEqualTo(5 / 4.0);
    }

    @Test
    void aFigureOfTheBatchStandsForEachSample() {
        var sum = Metric.mean("loss", Losses::mse).start();
        sum.add(Tensor.of(new float[] {1, 1, 1}, 3, 1), Tensor.of(new float[] {0, 0, 0}, 3, 1));
        sum.add(Tensor.of(new float[] {3}, 1, 1), Tensor.of(new float[] {0}, 1, 1));
        assertThat(sum.value()).isEqualTo((3 * 1 + 9) / 4.0);
    }

    @Test
    void nothingAddedIsNoNumber() {
        assertThat(Metric.accuracy().start().value()).isNaN();
        assertThat(Metric.f1().start().value()).isNaN();
    }

    private static Tensor predictions(int classes, int... chosen) {
        var logits = new float[chosen.length * classes];
        for (int i = 0; i < chosen.length; i++) {
            logits[i * classes + chosen[i]] = 1;
        }
        return Tensor.of(logits, chosen.length, classes);
    }
}
