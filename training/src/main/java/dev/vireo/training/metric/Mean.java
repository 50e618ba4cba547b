package dev.vireo.training.metric;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import java.util.function.BinaryOperator;

/** The mean of a number for each element (a sample, a pixel, a component), or of one for each batch. */
record Mean(String name, BinaryOperator<Tensor> each) implements Metric {
    @Override
    public Sum start() {
        return new Running(each);
    }

    private static final class Running implements Sum {
        private final BinaryOperator<Tensor> each;
        private double sum;
        private long count;

        Running(BinaryOperator<Tensor> each) {
            this.each = each;
        }

        @Override
        public void add(Tensor output, Tensor target) {
            try (var scope = TensorScope.open()) {
                var values = each.apply(output, target);
                long samples = output.shape().size(0);
                boolean ofBatch = values.shape().rank() == 0;
                sum += values.to(DType.FLOAT64).sum().itemOrNaN() * (ofBatch ? samples : 1);
                count += ofBatch ? samples : values.shape().elements();
            }
        }

        @Override
        public double value() {
            return sum / count;
        }
    }
}
