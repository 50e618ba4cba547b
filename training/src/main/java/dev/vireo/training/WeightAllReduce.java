package dev.vireo.training;

import dev.vireo.tensor.Tensor;

/**
 * Sums the weight of a step's batches over all ranks of a distributed run. The trainer divides the sum of all ranks'
 * gradients by it.
 */
@FunctionalInterface
public interface WeightAllReduce {
    /** The weight of a run with one process. */
    WeightAllReduce OF_ONE_PROCESS = weight -> weight;

    /**
     * The weight on all ranks, a float64 scalar like the argument.
     *
     * @param weight of this process; 0 if no sample of its batches counts
     */
    Tensor of(Tensor weight);
}
