package dev.vireo.training.schedule;

import dev.vireo.training.report.EpochReport;
import dev.vireo.training.state.State;
import dev.vireo.training.state.Stateful;

/**
 * The learning rate over a run, as a factor of the optimizer's own. Formulas as in {@code torch.optim.lr_scheduler};
 * {@code T_max} or {@code total_iters} are the length of the run.
 *
 * <p>Most schedules depend only on the position. A schedule that adapts to the results, such as {@link Plateau}, has a
 * state: {@link #start} creates an object for each run, {@link #epochDone} adapts it, and {@link #state} and {@link
 * #prepare} save and load the state.
 */
@FunctionalInterface
public interface Schedule {
    /** The factor for the step at this position; finite and not negative. */
    double factor(Position at);

    /** Returns the schedule for a new run: a new object if the schedule has a state, else itself. */
    default Schedule start() {
        return this;
    }

    /** Called after each epoch with its results, before the checkpoint is saved. */
    default void epochDone(EpochReport report) {}

    /** The state of the schedule; empty by default. */
    default State state() {
        return State.EMPTY;
    }

    /** Checks a saved state and returns the action that applies it, as {@link Stateful#prepare}. */
    default Runnable prepare(State saved) {
        return () -> {};
    }

    /** Keeps the optimizer's learning rate. */
    static Schedule constant() {
        return at -> 1;
    }

    /** Decreases from 1 to 0 along half a cosine, as {@code CosineAnnealingLR} (Loshchilov and Hutter, 2017). */
    static Schedule cosine() {
        return cosine(0);
    }

    /** Decreases from 1 to a last factor along half a cosine. */
    static Schedule cosine(double last) {
        return at -> last + (1 - last) * 0.5 * (1 + Math.cos(Math.PI * at.done()));
    }

    /** Decreases linearly from 1 to 0. */
    static Schedule linear() {
        return linear(1, 0);
    }

    /** Changes linearly from one factor to another, as {@code LinearLR}. */
    static Schedule linear(double first, double last) {
        return at -> first + (last - first) * at.done();
    }

    /**
     * Multiplies by gamma after every {@code epochs} epochs, as {@code StepLR}.
     *
     * @param epochs at least 1
     */
    static Schedule step(int epochs, double gamma) {
        if (epochs < 1) {
            throw new IllegalArgumentException("step: falls after each " + epochs + " epochs; expected 1 or more");
        }
        return at -> Math.pow(gamma, at.epoch() / epochs);
    }

    /** Multiplies by gamma after each epoch, as {@code ExponentialLR}. */
    static Schedule exponential(double gamma) {
        return at -> Math.pow(gamma, at.epoch());
    }

    /** {@link #oneCycle(double, double, double)} with PyTorch's defaults: 0.3, 25, 10,000. */
    static Schedule oneCycle() {
        return oneCycle(0.3, 25, 1e4);
    }

    /**
     * Increases to 1, then decreases to almost 0, both along half a cosine, as {@code OneCycleLR}, whose {@code max_lr}
     * is the optimizer's learning rate. Momentum does not change (Smith and Topin, 2019).
     *
     * @param rising the share of the steps in which the factor increases
     * @param firstDivisor the first factor is 1 / firstDivisor
     * @param lastDivisor the last factor is the first / lastDivisor
     */
    static Schedule oneCycle(double rising, double firstDivisor, double lastDivisor) {
        return new OneCycle(rising, 1 / firstDivisor, 1 / firstDivisor / lastDivisor);
    }

    /**
     * Increases linearly from 1 / steps to 1 during the first steps, then applies this schedule to the rest of the run.
     * In PyTorch this is {@code LinearLR(start_factor=1 / steps, total_iters=steps - 1)} and this schedule in a {@code
     * SequentialLR}.
     */
    default Schedule warmup(long steps) {
        return new Warmup(steps, this);
    }

    /**
     * Lowers the factor when a metric has stopped increasing, as {@code ReduceLROnPlateau(mode="max")} with its
     * defaults: a factor of 0.1 and a patience of 10 epochs.
     */
    static Plateau plateauOfLargest(String metric) {
        return Plateau.of(metric, true);
    }

    /**
     * Lowers the factor when a metric has stopped decreasing, as {@code ReduceLROnPlateau(mode="min")} with its
     * defaults: a factor of 0.1 and a patience of 10 epochs.
     */
    static Plateau plateauOfSmallest(String metric) {
        return Plateau.of(metric, false);
    }
}
