package dev.vireo.training.callback;

import dev.vireo.training.report.EpochReport;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Ends a run when a metric has not improved for some epochs. It decides from the history of the run, which checkpoints
 * save, so a resumed run stops at the same epoch. (Prechelt 1998)
 */
public final class EarlyStopping implements Callback {
    private final ToDoubleFunction<EpochReport> smaller;
    private final int patience;
    private final double leastGain;

    private EarlyStopping(ToDoubleFunction<EpochReport> smaller, int patience, double leastGain) {
        if (patience < 1) {
            throw new IllegalArgumentException("early stopping: waits for " + patience + " epochs; expected 1 or more");
        }
        this.smaller = smaller;
        this.patience = patience;
        this.leastGain = leastGain;
    }

    /** Stops when a metric such as accuracy has not increased for this number of epochs. */
    public static EarlyStopping whenNotLarger(String metric, int patience) {
        return new EarlyStopping(report -> -report.metric(metric), patience, 0);
    }

    /** Stops when a metric such as an error has not decreased for this number of epochs. */
    public static EarlyStopping whenNotSmaller(String metric, int patience) {
        return new EarlyStopping(report -> report.metric(metric), patience, 0);
    }

    /** An improvement counts only if it is larger than this. */
    public EarlyStopping leastGain(double gain) {
        return new EarlyStopping(smaller, patience, gain);
    }

    @Override
    public boolean stopsAfter(List<EpochReport> history) {
        double best = Double.POSITIVE_INFINITY;
        int waited = 0;
        for (var report : history) {
            double value = smaller.applyAsDouble(report);
            boolean better = value < best - leastGain;
            best = better ? value : best;
            waited = better ? 0 : waited + 1;
            if (waited >= patience) {
                return true;
            }
        }
        return false;
    }
}
