package dev.vireo.training.schedule;

/**
 * Where a run stands.
 *
 * @param step how many steps of the optimizer are done
 * @param steps of the whole run
 * @param stepsPerEpoch of the optimizer
 */
public record Position(long step, long steps, long stepsPerEpoch) {
    public Position {
        if (step < 0 || steps < 1 || stepsPerEpoch < 1) {
            throw new IllegalArgumentException("schedule: step " + step + " of " + steps + ", " + stepsPerEpoch
                    + " an epoch; expected a step from 0, and at least one step");
        }
    }

    /** How many epochs are done. */
    public long epoch() {
        return step / stepsPerEpoch;
    }

    /** The share of the run that is done, from 0 to 1. */
    public double done() {
        return Math.min(1, (double) step / steps);
    }
}
