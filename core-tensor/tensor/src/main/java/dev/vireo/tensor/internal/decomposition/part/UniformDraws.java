package dev.vireo.tensor.internal.decomposition.part;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Random;

/** Draws uniform numbers, from which all other distributions are derived. */
public final class UniformDraws {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private UniformDraws() {}

    /** Draws from [0, 1) in the type of the spec, but at least in float32. */
    public static Tensor uniform(TensorSpec spec, long seed) {
        var wide = spec.dtype().isHalf() ? spec.with(DType.FLOAT32) : spec;
        return Engines.run(new Random.RandomUniform(wide, 0, 1, seed))[0];
    }

    /** Draws from [0, 1) in float64, which is precise enough for indices. */
    public static Tensor fine(TensorSpec spec, long seed) {
        return uniform(spec.with(DType.FLOAT64), seed);
    }

    /** Draws from the exponential distribution with mean 1. */
    public static Tensor exponential(TensorSpec spec, long seed) {
        return uniform(spec, seed).neg().log1p().neg();
    }

    /** Derives the seed of a second draw in the same operation. */
    public static long second(long seed) {
        long mixed = (seed + GOLDEN_GAMMA) * 0xBF58476D1CE4E5B9L; // as in SplitMix64
        return (mixed ^ (mixed >>> 31)) >>> 1;
    }
}
