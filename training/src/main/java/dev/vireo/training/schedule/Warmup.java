package dev.vireo.training.schedule;

import dev.vireo.training.report.EpochReport;
import dev.vireo.training.state.State;

/** Some steps in which the factor rises to 1, then another schedule over the rest of the run. */
record Warmup(long steps, Schedule after) implements Schedule {
    Warmup {
        if (steps < 0) {
            throw new IllegalArgumentException("warmup: takes " + steps + " steps; expected 0 or more");
        }
    }

    @Override
    public double factor(Position at) {
        return at.step() < steps
                ? (at.step() + 1.0) / steps
                : after.factor(new Position(at.step() - steps, Math.max(1, at.steps() - steps), at.stepsPerEpoch()));
    }

    @Override
    public Schedule start() {
        return new Warmup(steps, after.start());
    }

    @Override
    public void epochDone(EpochReport report) {
        after.epochDone(report);
    }

    @Override
    public State state() {
        return after.state();
    }

    @Override
    public Runnable prepare(State saved) {
        return after.prepare(saved);
    }
}
