package dev.vireo.training.schedule;

/**
 * The position of a run.
 *
 * @param step the number of optimizer steps so far
 * @param steps the number of optimizer steps of the whole run
 * @param stepsPerEpoch the number of optimizer steps per epoch
 */
public record Position(long step, long steps, long stepsPerEpoch) {
    public Position {
        if (step < 0 || steps < 1 || stepsPerEpoch < 1) {
            throw new IllegalArgumentException("schedule: step " + step + " of " + steps + ", " + stepsPerEpoch
                    + " an epoch; expected a step from 0, and at least one step");
        }
    }

    /** The number of epochs so far. */
    public long epoch() {
        return step / stepsPerEpoch;
    }

    /** The completed share of the run, from 0 to 1. */
    public double done() {
        return Math.min(1, (double) step / steps);
    }
}
