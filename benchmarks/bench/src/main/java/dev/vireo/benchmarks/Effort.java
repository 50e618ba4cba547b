package dev.vireo.benchmarks;

/**
 * How long to measure.
 *
 * @param rounds how often every contender takes its turn, in a fresh process
 * @param warmups iterations of half a second before any counts
 * @param iterations measured iterations of half a second in a turn
 */
record Effort(int rounds, int warmups, int iterations) {
    static final Effort SHORT = new Effort(2, 3, 4);
    static final Effort FULL = new Effort(5, 6, 10);
}
