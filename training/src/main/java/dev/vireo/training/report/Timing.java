package dev.vireo.training.report;

/**
 * The duration of an epoch's training, without evaluation and checkpoints.
 *
 * @param samples the number of samples trained on
 * @param seconds the duration
 */
public record Timing(long samples, double seconds) {
    /** The rate; infinite if no time has passed. */
    public double samplesPerSecond() {
        return samples / seconds;
    }
}
