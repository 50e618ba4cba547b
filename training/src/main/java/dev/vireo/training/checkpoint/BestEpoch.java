package dev.vireo.training.checkpoint;

import dev.vireo.training.report.EpochReport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the best epoch by a metric.
 *
 * @param metric the name of the metric
 * @param largest whether larger values are better
 */
record BestEpoch(String metric, boolean largest) {
    /** Returns the first epoch with the best value. Epochs whose value is NaN do not count. */
    Optional<EpochReport> of(List<EpochReport> history) {
        var smallest = Comparator.comparingDouble((EpochReport report) -> report.metric(metric));
        return history.stream()
                .filter(report -> !Double.isNaN(report.metric(metric)))
                .min((largest ? smallest.reversed() : smallest).thenComparing(EpochReport::epoch));
    }
}
