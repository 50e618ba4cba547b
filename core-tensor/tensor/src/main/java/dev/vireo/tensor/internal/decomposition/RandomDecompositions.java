package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.part.UniformDraws;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Random;

/** Decomposes random operations to uniform draws. */
final class RandomDecompositions {
    private RandomDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("random")
                .one(Random.RandomNormal.class, (op, in) -> normal(op))
                .one(Random.RandomInteger.class, (op, in) -> {
                    double range = (double) op.high() - op.low();
                    var steps = UniformDraws.fine(op.spec(), op.seed())
                            .mul(range)
                            .floor()
                            .minimum(range - 1);
                    return steps.to(DType.INT64).add(op.low()).to(op.spec().dtype());
                })
                .one(
                        Random.RandomPermutation.class,
                        (op, in) -> UniformDraws.fine(op.spec(), op.seed())
                                .sort(0, false)
                                .indices()
                                .to(op.spec().dtype()))
                .one(
                        Random.Bernoulli.class,
                        (op, in) -> UniformDraws.uniform(in[0].spec(), op.seed())
                                .lt(HalfPrecision.widened(in[0]))
                                .to(op.dtype()))
                .one(Random.Multinomial.class, (op, in) -> op.replacement() ? repeated(op, in[0]) : race(op, in[0]))
                .build();
    }

    /** The Box-Muller transform (1958). */
    private static Tensor normal(Random.RandomNormal op) {
        var radius = UniformDraws.exponential(op.spec(), op.seed()).mul(2).sqrt();
        var angle =
                UniformDraws.uniform(op.spec(), UniformDraws.second(op.seed())).mul(2 * Math.PI);
        return radius.mul(angle.cos())
                .mul(op.standardDeviation())
                .add(op.mean())
                .to(op.spec().dtype());
    }

    /**
     * Draws with replacement: the result is the number of running sums of the weights that do not exceed a uniform
     * number.
     */
    private static Tensor repeated(Random.Multinomial op, Tensor weights) {
        var sums = weights.to(DType.FLOAT64).cumSum(-1);
        long size = weights.shape().size(-1);
        var total = sums.slice(-1, size - 1, size);
        var drawn = UniformDraws.fine(weights.spec().with(weights.shape().with(-1, op.samples())), op.seed())
                .mul(total);
        return sums.unsqueeze(-2).le(drawn.unsqueeze(-1)).sum(-1);
    }

    /**
     * Draws without replacement: each index gets an exponential waiting time with its weight as the rate, and the
     * shortest times win.
     */
    private static Tensor race(Random.Multinomial op, Tensor weights) {
        var times = UniformDraws.exponential(weights.spec().with(DType.FLOAT64), op.seed())
                .div(weights.to(DType.FLOAT64));
        return times.topK(op.samples(), -1, false).indices();
    }
}
