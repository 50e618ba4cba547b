package dev.vireo.training.schedule;

import dev.vireo.training.report.EpochReport;
import dev.vireo.training.state.State;
import dev.vireo.training.state.Stateful;

/**
 * The learning rate over a run, as a factor of the optimizer's own. Formulas as in {@code torch.optim.lr_scheduler};
 * what PyTorch counts in {@code T_max} or {@code total_iters} is the whole run.
 *
 * <p>Most schedules depend on the position alone. One that adapts to the results, such as {@link Plateau}, has a state:
 * {@link #start} makes an object for each run, {@link #epochDone} adapts it, and {@link #state} and {@link #prepare} save
 * and load what it remembers.
 */
@FunctionalInterface
public interface Schedule {
    /** The factor for the step that is made at this position; finite and not negative. */
    double factor(Position at);

    /** The schedule of a new run: a new object if the schedule remembers something, else itself. */
    default Schedule start() {
        return this;
    }

    /** Called after each epoch with its results, before the checkpoint is saved. */
    default void epochDone(EpochReport report) {}

    /** What the schedule remembers; empty by default. */
    default State state() {
        return State.EMPTY;
    }

    /** Checks a saved state and returns the action that applies it, as {@link Stateful#prepare}. */
    default Runnable prepare(State saved) {
        return () -> {};
    }

    /** The optimizer's own learning rate all along. */
    static Schedule constant() {
        return at -> 1;
    }

    /** From 1 along half a cosine to 0; {@code CosineAnnealingLR}. (Loshchilov and Hutter 2017) */
    static Schedule cosine() {
        return cosine(0);
    }

    /** From 1 along half a cosine to a last factor. */
    static Schedule cosine(double last) {
        return at -> last + (1 - last) * 0.5 * (1 + Math.cos(Math.PI * at.done()));
    }

    /** From 1 straight to 0. */
    static Schedule linear() {
        return linear(1, 0);
    }

    /** From one factor straight to another; {@code LinearLR}. */
    static Schedule linear(double first, double last) {
        return at -> first + (last - first) * at.done();
    }

    /**
     * Times gamma after each so many epochs; {@code StepLR}.
     *
     * @param epochs 1 or more
     */
    static Schedule step(int epochs, double gamma) {
        if (epochs < 1) {
            throw new IllegalArgumentException("step: falls after each " + epochs + " epochs; expected 1 or more");
        }
        return at -> Math.pow(gamma, at.epoch() / epochs);
    }

    /** Times gamma after each epoch; {@code ExponentialLR}. */
    static Schedule exponential(double gamma) {
        return at -> Math.pow(gamma, at.epoch());
    }

    /** {@link #oneCycle(double, double, double)} as PyTorch has it: 0.3, 25, 10,000. */
    static Schedule oneCycle() {
        return oneCycle(0.3, 25, 1e4);
    }

    /**
     * Up to 1, then down to nearly nothing, both along half a cosine; {@code OneCycleLR}, whose {@code max_lr} is the
     * optimizer's learning rate. Momentum stays as it is. (Smith and Topin 2019)
     *
     * @param rising the share of the steps that goes up
     * @param firstDivisor the first factor is 1 / this
     * @param lastDivisor the last factor is the first / this
     */
    static Schedule oneCycle(double rising, double firstDivisor, double lastDivisor) {
        return new OneCycle(rising, 1 / firstDivisor, 1 / firstDivisor / lastDivisor);
    }

    /**
     * First so many steps from 1 / steps straight up to 1, then this schedule over the rest of the run: {@code
     * LinearLR(start_factor=1 / steps, total_iters=steps - 1)} and this in a {@code SequentialLR}.
     */
    default Schedule warmup(long steps) {
        return new Warmup(steps, this);
    }

    /**
     * Lowers the factor when a metric has stopped growing; {@code ReduceLROnPlateau(mode="max")} with its defaults: times
     * 0.1, a patience of 10 epochs.
     */
    static Plateau plateauOfLargest(String metric) {
        return Plateau.of(metric, true);
    }

    /**
     * Lowers the factor when a metric has stopped falling; {@code ReduceLROnPlateau(mode="min")} with its defaults: times
     * 0.1, a patience of 10 epochs.
     */
    static Plateau plateauOfSmallest(String metric) {
        return Plateau.of(metric, false);
    }
}
