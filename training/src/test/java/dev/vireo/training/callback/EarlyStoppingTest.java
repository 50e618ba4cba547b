package dev.vireo.training.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.VireoException;
import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.Timing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EarlyStoppingTest {
    @Test
    void continuesWhileTheMetricGrows() {
        var stopping = EarlyStopping.whenNotLarger("figure", 2);
        assertThat(stopping.stopsAfter(history())).isFalse();
        assertThat(stopping.stopsAfter(history(0.1, 0.2, 0.1))).isFalse();
        assertThat(stopping.stopsAfter(history(0.1, 0.2, 0.1, 0.3, 0.2))).isFalse();
        assertThat(stopping.stopsAfter(history(0.1, 0.2, 0.1, 0.2))).isTrue();
    }

    @Test
    void orWhileItFallsIfSmallerIsBetter() {
        var stopping = EarlyStopping.whenNotSmaller("figure", 1);
        assertThat(stopping.stopsAfter(history(3, 2, 1))).isFalse();
        assertThat(stopping.stopsAfter(history(3, 2, 2))).isTrue();
    }

    @Test
    void gainsBelowTheMinimumDoNotCount() {
        var stopping = EarlyStopping.whenNotLarger("figure", 1).leastGain(0.05);
        assertThat(stopping.stopsAfter(history(0.1, 0.2))).isFalse();
        assertThat(stopping.stopsAfter(history(0.1, 0.14))).isTrue();
    }

    @Test
    void nanIsNoGain() {
        assertThat(EarlyStopping.whenNotSmaller("figure", 2).stopsAfter(history(Double.NaN, Double.NaN)))
                .isTrue();
    }

    @Test
    void refusesInvalidSettings() {
        assertThatThrownBy(() -> EarlyStopping.whenNotLarger("other", 1).stopsAfter(history(1)))
                .isInstanceOf(VireoException.class)
                .hasMessageContaining("'other' was not measured; there are [figure]");
        assertThatThrownBy(() -> EarlyStopping.whenNotLarger("figure", 0)).hasMessageContaining("0 epochs");
    }

    private static List<EpochReport> history(double... figures) {
        return Arrays.stream(figures)
                .mapToObj(figure -> new EpochReport(1, 9, Map.of(), Map.of("figure", figure), 0.1, new Timing(1, 1)))
                .toList();
    }
}
