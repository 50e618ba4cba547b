package dev.vireo.benchmarks;

/**
 * How long to measure.
 *
 * @param rounds how often each contender is measured, each time in a fresh process
 * @param warmups warm-up iterations of half a second
 * @param iterations measured iterations of half a second per round
 * @param patience timeout of a round in seconds
 */
record Effort(int rounds, int warmups, int iterations, int patience) {
    static final Effort SHORT = new Effort(2, 3, 4, 60);

    /** For two versions of the same code, whose difference is small: both must be compiled before it is measured. */
    static final Effort COMPARISON = new Effort(1, 10, 6, 120);

    static final Effort FULL = new Effort(5, 6, 10, 300);
}
