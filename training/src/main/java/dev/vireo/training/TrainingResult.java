package dev.vireo.training;

import dev.vireo.tensor.VireoException;
import dev.vireo.training.report.EpochReport;
import java.util.Comparator;
import java.util.List;

/**
 * The results of a run.
 *
 * @param history a report for each whole epoch, including those before the run was resumed
 * @param steps how many steps were made, including those that float16 skipped
 * @param stoppedEarly whether a callback ended the run before its last epoch
 */
public record TrainingResult(List<EpochReport> history, long steps, boolean stoppedEarly) {
    /** Copies the history. */
    public TrainingResult {
        history = List.copyOf(history);
    }

    /**
     * The report of the last epoch.
     *
     * @throws VireoException if no epoch is complete
     */
    public EpochReport last() {
        if (history.isEmpty()) {
            throw new VireoException("result: the run was stopped in its first epoch, so there is no report");
        }
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
