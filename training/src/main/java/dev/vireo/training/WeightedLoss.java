package dev.vireo.training;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loss of a batch as a sum and a weight: the sum over samples, tokens or pixels, and their total weight. The mean
 * is their quotient. The trainer adds the sums and the weights of several batches, so that the result is the exact mean
 * even if the batches differ in size.
 *
 * <p>The sum is at least float32, also if the losses are of a half type: sums of thousands of losses exceed float16.
 */
public final class WeightedLoss {
    private final Tensor sum;
    private final double expectedWeight;
    private final @Nullable Tensor weight;
    private final Map<String, Tensor> outputs;

    private WeightedLoss(Tensor sum, double expectedWeight, @Nullable Tensor weight, Map<String, Tensor> outputs) {
        this.sum = sum;
        this.expectedWeight = expectedWeight;
        this.weight = weight;
        this.outputs = outputs;
    }

    /**
     * A loss whose weight is known, such as the number of samples.
     *
     * @param sum a scalar
     * @param weight finite, 0 or more
     */
    public static WeightedLoss of(Tensor sum, double weight) {
        requireWeight(weight);
        return new WeightedLoss(atLeastFloat32(sum), weight, null, Map.of());
    }

    /**
     * A loss whose weight is computed from the batch, such as the number of tokens that are not padding. It is not read
     * from the device in each step.
     *
     * @param sum a scalar
     * @param weight a scalar of any type
     * @param expectedWeight about how large the weight is, such as the number of all tokens. The sum is divided by it before
     *     backward and the gradients are corrected afterwards, so it affects rounding only
     */
    public static WeightedLoss of(Tensor sum, Tensor weight, double expectedWeight) {
        requireWeight(expectedWeight);
        requireScalar("the weight", weight);
        return new WeightedLoss(
                atLeastFloat32(sum), expectedWeight, weight.detach().to(DType.FLOAT64), Map.of());
    }

    /**
     * A loss that is a mean already.
     *
     * @param mean a scalar
     * @param weight of what it is the mean, such as the number of samples
     */
    public static WeightedLoss ofMean(Tensor mean, double weight) {
        return of(atLeastFloat32(mean).mul(weight), weight);
    }

    /** Adds an output of the network under a name, for metrics. */
    public WeightedLoss output(String name, Tensor output) {
        var more = new LinkedHashMap<>(outputs);
        more.put(name, output);
        return new WeightedLoss(sum, expectedWeight, weight, more);
    }

    /** The loss times a factor; the weight stays. */
    public WeightedLoss times(double factor) {
        return new WeightedLoss(sum.mul(factor), expectedWeight, weight, outputs);
    }

    /** The loss with the same mean and another weight, as {@link #plus} needs. */
    public WeightedLoss withWeight(double other) {
        requireWeight(other);
        return new WeightedLoss(sum.mul(factor(other)), other, null, outputs);
    }

    /**
     * The sum of two losses over the same samples, for several tasks. The outputs of both are kept.
     *
     * @throws VireoException if the weights differ; {@link #withWeight} changes one of them
     */
    public WeightedLoss plus(WeightedLoss other) {
        if (weight == null && other.weight == null && expectedWeight != other.expectedWeight) {
            throw new VireoException("plus: the losses have the weights " + expectedWeight + " and "
                    + other.expectedWeight + "; give one of them the other's by withWeight(...)");
        }
        var both = new LinkedHashMap<>(outputs);
        both.putAll(other.outputs);
        return new WeightedLoss(sum.add(other.sum), expectedWeight, weight, both);
    }

    /** The sum, a scalar of at least float32, with its graph. */
    public Tensor sum() {
        return sum;
    }

    /** The expected weight; the exact one if {@link #isWeightKnown}. */
    public double expectedWeight() {
        return expectedWeight;
    }

    /** Whether the weight is a number that is known without reading a tensor. */
    public boolean isWeightKnown() {
        return weight == null;
    }

    /** The weight as a float64 scalar on the sum's device. */
    public Tensor weight() {
        return weight != null ? weight : newScalar(expectedWeight);
    }

    /** The sum divided by the weight; 0 if the weight is 0. */
    public Tensor mean() {
        return sum.mul(factor(1));
    }

    /** The outputs by name. */
    public Map<String, Tensor> outputs() {
        return Collections.unmodifiableMap(outputs);
    }

    /** wanted / weight, or 0 if the weight is 0; of the sum's type. */
    private Tensor factor(double wanted) {
        try (var off = Autograd.noGrad()) {
            var own = weight();
            var safe = Tensor.where(own.gt(0), own, newScalar(Double.POSITIVE_INFINITY));
            return newScalar(wanted).div(safe).to(sum.dtype());
        }
    }

    private Tensor newScalar(double value) {
        return sum.detach().to(DType.FLOAT64).newFull(sum.shape(), value);
    }

    private static Tensor atLeastFloat32(Tensor loss) {
        requireScalar("the loss", loss);
        if (!loss.dtype().isFloating()) {
            throw new VireoException("objective: the loss is " + loss.dtype() + "; expected a floating type");
        }
        return loss.dtype().bytes() < DType.FLOAT32.bytes() ? loss.to(DType.FLOAT32) : loss;
    }

    private static void requireScalar(String what, Tensor tensor) {
        if (tensor.shape().rank() != 0) {
            throw new ShapeException(
                    "objective: " + what + " has the shape " + tensor.shape() + "; expected a scalar, as sum() gives");
        }
    }

    private static void requireWeight(double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new VireoException("objective: the weight is " + weight + "; expected a finite number from 0");
        }
    }
}
