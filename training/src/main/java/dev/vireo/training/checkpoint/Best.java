package dev.vireo.training.checkpoint;

import dev.vireo.training.report.EpochReport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which epoch was the best.
 *
 * @param largest whether a large value is a good one
 */
record Best(String metric, boolean largest) {
    /** The first of the best; an epoch whose value is no number is none. */
    Optional<EpochReport> of(List<EpochReport> history) {
        var smallest = Comparator.comparingDouble((EpochReport report) -> report.metric(metric));
        return history.stream()
                .filter(report -> !Double.isNaN(report.metric(metric)))
                .min((largest ? smallest.reversed() : smallest).thenComparing(EpochReport::epoch));
    }
}
