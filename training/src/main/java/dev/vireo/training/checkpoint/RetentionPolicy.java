package dev.vireo.training.checkpoint;

import dev.vireo.training.report.EpochReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which checkpoints are kept. The decision depends only on the history, so that a resumed run keeps the same
 * ones.
 *
 * @param last the number of latest checkpoints to keep
 * @param best the metrics whose best checkpoint is kept too
 */
record RetentionPolicy(int last, List<BestEpoch> best) {
    static final RetentionPolicy LAST = new RetentionPolicy(1, List.of());

    RetentionPolicy {
        if (last < 1) {
            throw new IllegalArgumentException(
                    "keepLast: cannot keep " + last + " checkpoints; expected 1 or more, to resume from");
        }
    }

    RetentionPolicy last(int count) {
        return new RetentionPolicy(count, best);
    }

    RetentionPolicy best(BestEpoch other) {
        var more = new ArrayList<>(best);
        more.add(other);
        return new RetentionPolicy(last, List.copyOf(more));
    }

    /** Returns the numbers of the epochs whose checkpoints are kept. */
    Set<Integer> of(List<EpochReport> history) {
        var epochs = new HashSet<Integer>();
        history.subList(Math.max(0, history.size() - last), history.size())
                .forEach(report -> epochs.add(report.epoch()));
        best.forEach(each -> each.of(history).ifPresent(report -> epochs.add(report.epoch())));
        return epochs;
    }
}
