package dev.vireo.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.nn.loss.Losses;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void accuracyWeighsBatchesByTheirSize() {
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
    void topKAccuracyUsesTheKLargest() {
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
    void meanWeighsEachBatchByItsSamples() {
        var sum = Metric.mean("loss", Losses::mse).start();
        sum.add(Tensor.of(new float[] {1, 1, 1}, 3, 1), Tensor.of(new float[] {0, 0, 0}, 3, 1));
        sum.add(Tensor.of(new float[] {3}, 1, 1), Tensor.of(new float[] {0}, 1, 1));
        assertThat(sum.value()).isEqualTo((3 * 1 + 9) / 4.0);
    }

    @Test
    void shapesThatWouldBroadcastAreRefused() {
        var column = Tensor.of(new float[] {1, 2, 3}, 3, 1);
        var row = Tensor.of(1f, 2f, 3f);
        for (var metric : List.of(Metric.mse(), Metric.mae())) {
            assertThatThrownBy(() -> metric.start().add(column, row))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(metric.name()
                            + ": the output has the shape [3, 1], the target [3]; expected the same shape");
        }
        var classes = Tensor.of(new long[] {0, 1, 2}, 3, 1);
        for (var metric : List.of(Metric.accuracy(), Metric.topK(2), Metric.f1())) {
            assertThatThrownBy(() -> metric.start().add(predictions(3, 0, 1, 2), classes))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageStartingWith(metric.name() + ": the output has the shape [3, 3], the target [3, 1]");
        }
        assertThatThrownBy(() -> Metric.mean("own", Tensor::sub).start().add(column, row))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll("own: the function gives [3, 3]", "broadcast");
    }

    @Test
    void ignoredTargetsDoNotCount() {
        var logits = predictions(3, 0, 1, 2, 2);
        var targets = Tensor.of(0L, 2L, -100L, -100L);
        for (var metric : List.of(Metric.accuracy(-100), Metric.topK(1, -100))) {
            var sum = metric.start();
            sum.add(logits, targets);
            assertThat(sum.value()).isEqualTo(0.5);
            sum.add(logits, Tensor.of(-100L, -100L, -100L, -100L));
            assertThat(sum.value()).as("a batch without any target").isEqualTo(0.5);
        }
        var all = Metric.f1().start();
        all.add(predictions(3, 0, 1), Tensor.of(0L, 2L));
        var some = Metric.f1(-100).start();
        some.add(logits, targets);
        assertThat(some.value()).isEqualTo(all.value());
    }

    @Test
    void mergedPartsEqualTheWhole() {
        for (var metric : List.of(Metric.accuracy(), Metric.topK(2), Metric.f1())) {
            var whole = metric.start();
            whole.add(predictions(3, 0, 2, 1, 0, 0), Tensor.of(0L, 1L, 2L, 0L, 1L));
            var first = metric.start();
            first.add(predictions(3, 0, 2), Tensor.of(0L, 1L));
            var second = metric.start();
            second.add(predictions(3, 1, 0, 0), Tensor.of(2L, 0L, 1L));
            var merged = metric.start();
            merged.merge(first);
            merged.merge(second);
            merged.merge(metric.start());
            assertThat(merged.value()).as(metric.name()).isEqualTo(whole.value());
        }
        assertThatThrownBy(() -> Metric.accuracy().start().merge(Metric.f1().start()))
                .isInstanceOf(VireoException.class)
                .hasMessageContaining("accuracy: cannot merge");
        assertThatThrownBy(() -> Metric.f1().start().merge(Metric.mse().start()))
                .hasMessageContaining("f1: cannot merge");
    }

    @Test
    void aMetricOfOneOutputIsNamedAfterTheOutput() {
        var metric = Metric.accuracy().of("digit", "class");
        assertThat(metric.name()).isEqualTo("digit accuracy");
        assertThat(metric.output()).isEqualTo("digit");
        assertThat(metric.target()).isEqualTo("class");
    }

    @Test
    void withoutSamplesTheValueIsNaN() {
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
