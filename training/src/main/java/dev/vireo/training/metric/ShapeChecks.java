package dev.vireo.training.metric;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;

/** Checks the shapes of outputs and targets. Different shapes would broadcast, and the metric would be wrong. */
final class ShapeChecks {
    private ShapeChecks() {}

    /** output - target of one shape. */
    static Tensor difference(String metric, Tensor output, Tensor target) {
        if (!output.shape().equals(target.shape())) {
            throw new ShapeException(metric + ": the output has the shape " + output.shape() + ", the target "
                    + target.shape() + "; expected the same shape");
        }
        return output.sub(target);
    }

    /** Requires logits {@code [N, C, ...]} and targets {@code [N, ...]}. */
    static void requireClasses(String metric, Tensor output, Tensor target) {
        if (!isOfClasses(output.shape(), target.shape())) {
            throw new ShapeException(metric + ": the output has the shape " + output.shape() + ", the target "
                    + target.shape() + "; expected logits [N, C, ...] and class indices [N, ...]");
        }
    }

    /** Requires at most one value for each element of the output or the target. */
    static void requireElements(String metric, Tensor values, Tensor output, Tensor target) {
        long most = Math.max(output.shape().elements(), target.shape().elements());
        if (values.shape().elements() > most) {
            throw new ShapeException(metric + ": the function gives " + values.shape() + " for the output "
                    + output.shape() + " and the target " + target.shape()
                    + ", more values than elements; do their shapes broadcast?");
        }
    }

    /** Sums of two metrics cannot be merged. */
    static VireoException otherMetric(String metric) {
        return new VireoException(metric + ": cannot merge the sum of another metric");
    }

    private static boolean isOfClasses(Shape output, Shape target) {
        if (output.rank() < 2 || output.rank() != target.rank() + 1 || output.size(0) != target.size(0)) {
            return false;
        }
        for (int i = 1; i < target.rank(); i++) {
            if (output.size(i + 1) != target.size(i)) {
                return false;
            }
        }
        return true;
    }
}
