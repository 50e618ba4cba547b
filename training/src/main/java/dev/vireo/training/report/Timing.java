package dev.vireo.training.report;

/**
 * How fast an epoch was trained. Evaluation and checkpoints do not count.
 *
 * @param samples how many samples were trained on
 * @param seconds how long that took
 */
public record Timing(long samples, double seconds) {
    /** The rate; infinite if no time has passed. */
    public double samplesPerSecond() {
        return samples / seconds;
    }
}
