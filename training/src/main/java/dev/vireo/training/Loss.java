package dev.vireo.training;

import dev.vireo.nn.loss.Losses;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.LossOp.Reduce;
import dev.vireo.training.metric.Metric;

/** A loss of a network's output and the targets: a scalar, the mean over the samples. */
@FunctionalInterface
public interface Loss {
    /** The mean loss, a scalar. */
    Tensor call(Tensor output, Tensor target);

    /**
     * The loss as a sum and a weight. By default the weight is the number of samples, the first size of the output. A loss
     * that ignores some targets overrides this.
     */
    default WeightedLoss weighted(Tensor output, Tensor target) {
        var mean = call(output, target);
        long samples = output.shape().rank() == 0 ? 1 : output.shape().size(0);
        return WeightedLoss.ofMean(mean, samples);
    }

    /** The loss as a metric: its mean over all samples, without ignored targets. */
    default Metric metric(String name) {
        return new LossMetric(name, this);
    }

    /**
     * Cross entropy of logits {@code [N, C, ...]} and class indices int64 {@code [N, ...]}. The index -100 is ignored.
     */
    static CrossEntropy crossEntropy() {
        return new CrossEntropy(0, -100);
    }

    /** The mean of (output - target)^2. Both have the same shape. */
    static Loss mse() {
        return Losses::mse;
    }

    /** The mean of |output - target|. Both have the same shape. */
    static Loss l1() {
        return Losses::l1;
    }

    /**
     * Huber loss: quadratic up to a distance of 1, linear above it. Output and target have the same shape. (Huber 1964)
     */
    static Loss huber() {
        return Losses::huber;
    }

    /** Binary cross entropy of logits and targets in [0, 1] of the same shape. */
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
        /**
         * Checks the smoothing.
         *
         * @throws IllegalArgumentException if it is not from 0 to 1
         */
        public CrossEntropy {
            if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
                throw new IllegalArgumentException(
                        "crossEntropy: the label smoothing is " + labelSmoothing + "; expected 0 to 1");
            }
        }

        /** With another label smoothing. */
        public CrossEntropy labelSmoothing(double share) {
            return new CrossEntropy(share, ignoreIndex);
        }

        /** With another index that is ignored. */
        public CrossEntropy ignoreIndex(long index) {
            return new CrossEntropy(labelSmoothing, index);
        }

        @Override
        public Tensor call(Tensor output, Tensor target) {
            return reduced(output, target, Reduce.MEAN);
        }

        /** The weight is the number of targets that are not ignored. */
        @Override
        public WeightedLoss weighted(Tensor output, Tensor target) {
            var logits = output.dtype().bytes() < DType.FLOAT32.bytes() ? output.to(DType.FLOAT32) : output;
            var sum = reduced(logits, target, Reduce.SUM);
            var counted = target.ne(ignoreIndex).to(DType.FLOAT64).sum();
            return WeightedLoss.of(sum, counted, target.shape().elements());
        }

        private Tensor reduced(Tensor output, Tensor target, Reduce reduce) {
            return Losses.crossEntropy(
                    output, target, new dev.vireo.tensor.op.LossOp.CrossEntropy(reduce, ignoreIndex, labelSmoothing));
        }
    }
}
