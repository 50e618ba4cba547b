package dev.vireo.training;

import dev.vireo.tensor.Tensor;

/**
 * Maps the weight of a step's batches in this process to the weight of the step's batches on all ranks, which the sum of
 * all ranks' gradients is divided by. A distributed run sums the weights of all ranks here.
 */
@FunctionalInterface
public interface WeightAllReduce {
    /** The weight of a run with one process. */
    WeightAllReduce OF_ONE_PROCESS = weight -> weight;

    /**
     * The weight on all ranks, a float64 scalar like the argument.
     *
     * @param weight of this process; 0 if nothing counts in its batches
     */
    Tensor of(Tensor weight);
}
