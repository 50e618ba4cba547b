package dev.vireo.training.metric;

import dev.vireo.tensor.Tensor;
import dev.vireo.training.data.Batch;
import java.util.OptionalLong;
import java.util.function.BinaryOperator;

/**
 * A number that measures a network over all samples of a pass. A metric has no state. Each pass has its own
 * {@link Sum}, to which batches are added.
 */
public interface Metric {
    /** The name of a network's only output. */
    String OUTPUT = "output";

    /** The name that reports and files show. */
    String name();

    /** A new sum over no samples. */
    Sum start();

    /** The name of the output that is compared: of the network's only output, or of one that an objective gives. */
    default String output() {
        return OUTPUT;
    }

    /** The name of the tensor in the batch that the output is compared with. */
    default String target() {
        return Batch.TARGET;
    }

    /**
     * The same metric of another output and target: {@code Metric.accuracy().of("digit logits", "digit")}. Its name is the
     * output's name and this name.
     */
    default Metric of(String output, String target) {
        return new MetricOf(this, output, target);
    }

    /** The sum over the batches so far. */
    interface Sum {
        /**
         * Adds a batch. Runs without gradients, in its own scope. On meta there are no values to read; use {@link
         * Tensor#itemOrNaN} so that a dry run passes.
         */
        void add(Tensor output, Tensor target);

        /**
         * Adds what another sum of the same metric has added up: of another part of the samples, or another process.
         *
         * @throws dev.vireo.tensor.VireoException if it is a sum of another metric
         */
        void merge(Sum other);

        /** The result over all batches; NaN if there were none, and on meta. */
        double value();
    }

    /** The share of the targets int64 {@code [N, ...]} that have the largest logit of {@code [N, C, ...]}. */
    static Metric accuracy() {
        return HitRate.accuracy(OptionalLong.empty());
    }

    /** As {@link #accuracy()}, without the targets that are equal to {@code ignoreIndex}. */
    static Metric accuracy(long ignoreIndex) {
        return HitRate.accuracy(OptionalLong.of(ignoreIndex));
    }

    /** The share of the targets int64 {@code [N, ...]} whose logit is among the k largest of {@code [N, C, ...]}. */
    static Metric topK(int k) {
        return HitRate.topK(k, OptionalLong.empty());
    }

    /** As {@link #topK(int)}, without the targets that are equal to {@code ignoreIndex}. */
    static Metric topK(int k, long ignoreIndex) {
        return HitRate.topK(k, OptionalLong.of(ignoreIndex));
    }

    /**
     * The mean over classes of 2 TP / (2 TP + FP + FN), from logits {@code [N, C, ...]} and targets int64 {@code [N,
     * ...]}; classes that neither occur nor are predicted do not count. As {@code f1_score(average="macro")} of
     * scikit-learn.
     */
    static Metric f1() {
        return new F1(OptionalLong.empty());
    }

    /** As {@link #f1()}, without the targets that are equal to {@code ignoreIndex}. */
    static Metric f1(long ignoreIndex) {
        return new F1(OptionalLong.of(ignoreIndex));
    }

    /** The mean of (output - target)^2 over all elements; one shape. */
    static Metric mse() {
        return mean(
                "mse",
                (output, target) ->
                        ShapeChecks.difference("mse", output, target).square());
    }

    /** The mean of |output - target| over all elements; one shape. */
    static Metric mae() {
        return mean(
                "mae",
                (output, target) ->
                        ShapeChecks.difference("mae", output, target).abs());
    }

    /**
     * The mean of any function of outputs and targets.
     *
     * @param each gives a number for each element, at most as many as the output or the target has; or one for the batch,
     *     which counts for each sample: {@code loss::call}
     */
    static Metric mean(String name, BinaryOperator<Tensor> each) {
        return new Mean(name, each);
    }
}
