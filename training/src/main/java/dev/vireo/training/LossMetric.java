package dev.vireo.training;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.metric.Metric;

/** A loss as a metric: sums and weights are added up, so batches of different sizes and ignored targets are exact. */
record LossMetric(String name, Loss loss) implements Metric {
    @Override
    public Sum start() {
        return new Running(this);
    }

    private static final class Running implements Sum {
        private final LossMetric metric;
        private double sum;
        private double weight;

        Running(LossMetric metric) {
            this.metric = metric;
        }

        @Override
        public void add(Tensor output, Tensor target) {
            try (var scope = TensorScope.open()) {
                var weighted = metric.loss.weighted(output, target);
                sum += weighted.sum().itemOrNaN();
                weight += weighted.isWeightKnown()
                        ? weighted.expectedWeight()
                        : weighted.weight().itemOrNaN();
            }
        }

        @Override
        public void merge(Sum other) {
            if (!(other instanceof Running running) || !running.metric.equals(metric)) {
                throw new VireoException(metric.name + ": cannot merge the sum of another metric");
            }
            sum += running.sum;
            weight += running.weight;
        }

        @Override
        public double value() {
            return sum / weight;
        }
    }
}
