package dev.vireo.training.metric;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;

/** A mean, stored as a sum and a count. */
abstract class RunningMean implements Metric.Sum {
    private final String metric;
    private double sum;
    private double count;

    RunningMean(String metric) {
        this.metric = metric;
    }

    /** Adds the sum of some values, and how many they are. */
    final void add(double values, double number) {
        sum += values;
        count += number;
    }

    /** The sum of a tensor's values; NaN on meta. */
    static double total(Tensor values) {
        return values.to(DType.FLOAT64).sum().itemOrNaN();
    }

    @Override
    public final void merge(Metric.Sum other) {
        if (!(other instanceof RunningMean mean) || !mean.metric.equals(metric)) {
            throw ShapeChecks.otherMetric(metric);
        }
        add(mean.sum, mean.count);
    }

    @Override
    public final double value() {
        return sum / count;
    }
}
