package dev.vireo.training;

import dev.vireo.training.report.EpochReport;
import java.util.Comparator;
import java.util.List;

/**
 * How a run went.
 *
 * @param history a report an epoch, those before a resumption too
 * @param steps of the optimizer, skipped ones too
 * @param stoppedEarly whether a callback ended it before its last epoch
 */
public record TrainingResult(List<EpochReport> history, long steps, boolean stoppedEarly) {
    public TrainingResult {
        history = List.copyOf(history);
    }

    public EpochReport last() {
        return history.get(history.size() - 1);
    }

    /** The first epoch with the largest value of a metric. */
    public EpochReport largest(String metric) {
        return history.stream()
                .max(Comparator.comparingDouble((EpochReport each) -> each.metric(metric))
                        .thenComparing(EpochReport::epoch, Comparator.reverseOrder()))
                .orElseThrow();
    }
}
