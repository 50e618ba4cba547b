package dev.vireo.training.checkpoint;

import dev.vireo.training.report.EpochReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which checkpoints stay. Decided from the history alone, so that a resumed run keeps the same ones.
 *
 * @param last how many of the last
 * @param best and the best by each of these
 */
record Kept(int last, List<Best> best) {
    static final Kept LAST = new Kept(1, List.of());

    Kept {
        if (last < 1) {
            throw new IllegalArgumentException(
                    "keepLast: keeps " + last + " checkpoints; expected 1 or more, since a run goes on from the last");
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

    /** The numbers of the epochs. */
    Set<Integer> of(List<EpochReport> history) {
        var epochs = new HashSet<Integer>();
        history.subList(Math.max(0, history.size() - last), history.size())
                .forEach(report -> epochs.add(report.epoch()));
        best.forEach(each -> each.of(history).ifPresent(report -> epochs.add(report.epoch())));
        return epochs;
    }
}
