package dev.vireo.training.state;

/** How a state is spread over the ranks of a distributed run. A run in one process has one rank. */
public enum Placement {
    /** Every rank has the same state; one of them saves it. */
    REPLICATED,
    /** Every rank has a state of its own, and saves it: a generator of random numbers. */
    PER_RANK,
    /** Every rank has a part of one state: an optimizer whose moments are divided among the ranks. */
    SHARDED
}
