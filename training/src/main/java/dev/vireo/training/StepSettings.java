package dev.vireo.training;

import dev.vireo.training.precision.Precision;

/**
 * The settings that all phases of a run share.
 *
 * @param precision the type in which matrix products and convolutions are computed
 * @param accumulated the number of batches per step
 * @param check what must be finite
 * @param totalWeight maps the weight of this process to that of all ranks
 */
record StepSettings(Precision precision, int accumulated, StepCheck.Mode check, WeightAllReduce totalWeight) {
    static final StepSettings DEFAULT =
            new StepSettings(Precision.FP32, 1, StepCheck.Mode.LOSS, WeightAllReduce.OF_ONE_PROCESS);

    StepSettings {
        if (accumulated < 1) {
            throw new IllegalArgumentException("accumulate: a step takes 1 batch or more, got " + accumulated);
        }
    }

    StepSettings precision(Precision type) {
        return new StepSettings(type, accumulated, check, totalWeight);
    }

    StepSettings accumulated(int batches) {
        return new StepSettings(precision, batches, check, totalWeight);
    }

    StepSettings check(StepCheck.Mode checked) {
        return new StepSettings(precision, accumulated, checked, totalWeight);
    }

    StepSettings totalWeight(WeightAllReduce ofRanks) {
        return new StepSettings(precision, accumulated, check, ofRanks);
    }
}
