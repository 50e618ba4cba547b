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
record Kept(int last, List<Best> best) {
    static final Kept LAST = new Kept(1, List.of());

    Kept {
        if (last < 1) {
            throw new IllegalArgumentException(
                    "keepLast: cannot keep " + last + " checkpoints; expected 1 or more, to resume from");
        }
    }

    Kept last(int count) {
        return new Kept(count, best);
    }

    Kept best(Best other) {
        var more = new ArrayList<>(best);
        more.add(other);
        return new Kept(last, List.copyOf(more));
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
