package dev.vireo.training.metric;

import dev.vireo.tensor.Tensor;
import java.util.function.BinaryOperator;

/** A figure over all samples of a pass, added up batch by batch. The metric is a value; each pass has its own sum. */
public interface Metric {
    /** As reports and files show it. */
    String name();

    /** A new sum, over nothing yet. */
    Sum start();

    /** What has been added up so far. */
    interface Sum {
        /**
         * Adds a batch; runs without gradients, in a scope of its own. On meta there are no values to read: {@link
         * Tensor#itemOrNaN} lets a dry run pass.
         */
        void add(Tensor output, Tensor target);

        /** The figure over all batches; not a number where there were none, and on meta. */
        double value();
    }

    /** The share of the targets int64 {@code [N, ...]} that have the largest logit of {@code [N, C, ...]}. */
    static Metric accuracy() {
        return new Mean("accuracy", (output, target) -> output.argMax(1).eq(target));
    }

    /** The share of the targets int64 {@code [N]} whose logit is among the k largest of {@code [N, C]}. */
    static Metric topK(int k) {
        return new Mean(
                "top" + k,
                (output, target) -> output.topK(k, 1, true)
                        .indices()
                        .eq(target.unsqueeze(1))
                        .any(1));
    }

    /**
     * The mean over classes of 2 TP / (2 TP + FP + FN), from logits {@code [N, C, ...]} and targets int64 {@code [N,
     * ...]}; classes that neither occur nor are predicted do not count. As {@code f1_score(average="macro")} of
     * scikit-learn.
     */
    static Metric f1() {
        return new F1();
    }

    /** The mean of (output - target)^2 over all elements; one shape. */
    static Metric mse() {
        return new Mean("mse", (output, target) -> output.sub(target).square());
    }

    /** The mean of |output - target| over all elements; one shape. */
    static Metric mae() {
        return new Mean("mae", (output, target) -> output.sub(target).abs());
    }

    /**
     * The mean of any function of outputs and targets.
     *
     * @param each gives a number for each element; or one for the batch, which stands for each sample: {@code loss::call}
     */
    static Metric mean(String name, BinaryOperator<Tensor> each) {
        return new Mean(name, each);
    }
}
