package dev.vireo.training.metric;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import java.util.function.BinaryOperator;

/** The mean of a number for each element (a sample, a pixel, a component), or of one for each batch. */
record Mean(String name, BinaryOperator<Tensor> each) implements Metric {
    @Override
    public Sum start() {
        return new Running(this);
    }

    private static final class Running extends RunningMean {
        private final Mean metric;

        Running(Mean metric) {
            super(metric.name);
            this.metric = metric;
        }

        @Override
        public void add(Tensor output, Tensor target) {
            try (var scope = TensorScope.open()) {
                var values = metric.each.apply(output, target);
                ShapeChecks.requireElements(metric.name, values, output, target);
                long samples = output.shape().size(0);
                boolean ofBatch = values.shape().rank() == 0;
                add(
                        total(values) * (ofBatch ? samples : 1),
                        ofBatch ? samples : values.shape().elements());
            }
        }
    }
}
