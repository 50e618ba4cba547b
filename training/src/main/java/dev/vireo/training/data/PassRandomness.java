package dev.vireo.training.data;

import dev.vireo.tensor.Generator;

/**
 * The generators of one pass. They depend on the seed and the number of the pass, and on what they are for, but not on
 * threads, batch sizes or earlier draws.
 *
 * @param seed of the loader
 * @param pass the number of the pass, from 0
 * @param depth how many transforms are applied to the data set after this one: two transforms draw different numbers
 */
public record PassRandomness(long seed, long pass, int depth) {
    /** The generators of the first pass with seed 0. */
    static final PassRandomness FIRST = new PassRandomness(0, 0, 0);

    /** The generator for the sample at a place of the data set that the transform belongs to. */
    public Generator sample(int place) {
        return Generator.fork(seed, "sample transform " + depth, pass, place);
    }

    /** The generators for the data set that a transform is applied to. */
    PassRandomness within() {
        return new PassRandomness(seed, pass, depth + 1);
    }

    /** The generator of the thread while a batch is gathered. */
    Generator gathering(int batch) {
        return Generator.fork(seed, "gathering", pass, batch);
    }

    /** The generator for a transform of whole batches. */
    Generator batch(int batch) {
        return Generator.fork(seed, "batch transform", pass, batch);
    }
}
