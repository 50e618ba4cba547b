package dev.vireo.training;

import dev.vireo.nn.loss.Losses;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Loss.Reduce;

/** What a run makes small. Any function of a network's output and the targets to a scalar; a mean over the samples. */
@FunctionalInterface
public interface Loss {
    Tensor call(Tensor output, Tensor target);

    /** Logits {@code [N, C, ...]} and class indices int64 {@code [N, ...]}. */
    static CrossEntropy crossEntropy() {
        return new CrossEntropy(0, -100);
    }

    /** The mean of (output - target)^2; one shape. */
    static Loss mse() {
        return Losses::mse;
    }

    /** The mean of |output - target|; one shape. */
    static Loss l1() {
        return Losses::l1;
    }

    /** Squares up to a distance of 1, straight from there on; one shape. (Huber 1964) */
    static Loss huber() {
        return Losses::huber;
    }

    /** Logits and targets in [0, 1] of one shape. */
    static Loss binaryCrossEntropyWithLogits() {
        return Losses::binaryCrossEntropyWithLogits;
    }

    /**
     * Cross entropy of classes.
     *
     * @param labelSmoothing from 0 to 1: that share of each target is spread over all classes (Szegedy et al. 2016)
     * @param ignoreIndex targets of this value do not count
     */
    record CrossEntropy(double labelSmoothing, long ignoreIndex) implements Loss {
        public CrossEntropy {
            if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
                throw new IllegalArgumentException(
                        "crossEntropy: the label smoothing is " + labelSmoothing + "; expected 0 to 1");
            }
        }

        public CrossEntropy labelSmoothing(double share) {
            return new CrossEntropy(share, ignoreIndex);
        }

        public CrossEntropy ignoreIndex(long index) {
            return new CrossEntropy(labelSmoothing, index);
        }

        @Override
        public Tensor call(Tensor output, Tensor target) {
            return Losses.crossEntropy(
                    output,
                    target,
                    new dev.vireo.tensor.op.Loss.CrossEntropy(Reduce.MEAN, ignoreIndex, labelSmoothing));
        }
    }
}
