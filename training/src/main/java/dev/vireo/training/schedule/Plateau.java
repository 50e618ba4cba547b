package dev.vireo.training.schedule;

import dev.vireo.training.report.EpochReport;
import dev.vireo.training.state.State;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lowers the learning rate when a metric has stopped improving; {@code torch.optim.lr_scheduler.ReduceLROnPlateau}. The
 * factor starts at 1. After more than {@code patience} epochs in a row without an improvement it is multiplied by {@code
 * gamma}.
 *
 * @param metric the name of a metric that is measured after each epoch
 * @param largest whether larger values are better
 * @param gamma above 0 and below 1
 * @param patience how many epochs without an improvement are allowed, 0 or more
 * @param threshold by what share of the best value a value must be better to count as an improvement, 0 or more
 * @param smallest the factor does not fall below this
 */
public record Plateau(String metric, boolean largest, double gamma, int patience, double threshold, double smallest)
        implements Schedule {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Plateau {
        if (!(gamma > 0 && gamma < 1)) {
            throw new IllegalArgumentException("plateau: gamma is " + gamma + "; expected above 0 and below 1");
        }
        if (patience < 0 || !(threshold >= 0) || !(smallest >= 0)) {
            throw new IllegalArgumentException("plateau: the patience is " + patience + ", the threshold " + threshold
                    + ", the smallest factor " + smallest + "; expected 0 or more");
        }
    }

    static Plateau of(String metric, boolean largest) {
        return new Plateau(metric, largest, 0.1, 10, 1e-4, 0);
    }

    /** With another factor by which the rate is multiplied. */
    public Plateau gamma(double factor) {
        return new Plateau(metric, largest, factor, patience, threshold, smallest);
    }

    /** With another number of epochs without an improvement that are allowed. */
    public Plateau patience(int epochs) {
        return new Plateau(metric, largest, gamma, epochs, threshold, smallest);
    }

    /** With another share by which a value must be better. */
    public Plateau threshold(double share) {
        return new Plateau(metric, largest, gamma, patience, share, smallest);
    }

    /** With a factor below which the schedule does not go. */
    public Plateau smallest(double factor) {
        return new Plateau(metric, largest, gamma, patience, threshold, factor);
    }

    /** 1, the factor of a run's beginning; a run uses the object that {@link #start} makes. */
    @Override
    public double factor(Position at) {
        return 1;
    }

    @Override
    public Schedule start() {
        return new Run(this);
    }

    private static final class Run implements Schedule {
        private final Plateau settings;
        private double factor = 1;
        private double best;
        private long waited;

        Run(Plateau settings) {
            this.settings = settings;
            this.best = settings.largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }

        @Override
        public double factor(Position at) {
            return factor;
        }

        @Override
        public void epochDone(EpochReport report) {
            double value = report.metric(settings.metric);
            if (isBetter(value)) {
                best = value;
                waited = 0;
                return;
            }
            waited++;
            if (waited > settings.patience) {
                factor = Math.max(settings.smallest, factor * settings.gamma);
                waited = 0;
            }
        }

        @Override
        public State state() {
            return State.ofValues(new TreeMap<>(Map.of("factor", factor, "best", best, "waited", waited)));
        }

        @Override
        public Runnable prepare(State saved) {
            double savedFactor = saved.number("factor");
            double savedBest = saved.number("best");
            long savedWaited = saved.integer("waited");
            return () -> {
                factor = savedFactor;
                best = savedBest;
                waited = savedWaited;
            };
        }

        /** Against the first value, which is infinite, every number is better. */
        private boolean isBetter(double value) {
            if (Double.isInfinite(best)) {
                return !Double.isNaN(value);
            }
            return settings.largest ? value > best * (1 + settings.threshold) : value < best * (1 - settings.threshold);
        }
    }
}
