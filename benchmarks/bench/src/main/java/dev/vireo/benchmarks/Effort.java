package dev.vireo.benchmarks;

/**
 * How long to measure.
 *
 * @param rounds how often every contender takes its turn, in a fresh process
 * @param warmups iterations of half a second before any counts
 * @param iterations measured iterations of half a second in a turn
 * @param patience seconds after which a turn is given up
 */
record Effort(int rounds, int warmups, int iterations, int patience) {
    static final Effort SHORT = new Effort(2, 3, 4, 60);
    static final Effort FULL = new Effort(5, 6, 10, 300);
}
