package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Random;

/** Uniform numbers, which all others are made of. */
final class Draws {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Draws() {}

    /** In [0, 1), of the spec's type, but at least float32. */
    static Tensor uniform(TensorSpec spec, long seed) {
        var wide = spec.dtype().isHalf() ? spec.with(DType.FLOAT32) : spec;
        return Engines.run(new Random.RandomUniform(wide, 0, 1, seed))[0];
    }

    /** In [0, 1), float64: fine enough for indices. */
    static Tensor fine(TensorSpec spec, long seed) {
        return uniform(spec.with(DType.FLOAT64), seed);
    }

    /** Exponential with mean 1: how long to wait for an event. */
    static Tensor exponential(TensorSpec spec, long seed) {
        return uniform(spec, seed).neg().log1p().neg();
    }

    /** The seed of a second draw for the same operation. */
    static long second(long seed) {
        long mixed = (seed + GOLDEN_GAMMA) * 0xBF58476D1CE4E5B9L; // as in SplitMix64
        return (mixed ^ (mixed >>> 31)) >>> 1;
    }
}
