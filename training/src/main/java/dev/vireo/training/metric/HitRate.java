package dev.vireo.training.metric;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import java.util.OptionalLong;
import java.util.function.BinaryOperator;

/**
 * The share of the targets {@code [N, ...]} that the logits {@code [N, C, ...]} hit.
 *
 * @param hits of logits and targets: true or false for each target
 */
record HitRate(String name, OptionalLong ignored, BinaryOperator<Tensor> hits) implements Metric {
    static HitRate accuracy(OptionalLong ignored) {
        return new HitRate(
                "accuracy", ignored, (output, target) -> output.argMax(1).eq(target));
    }

    static HitRate topK(int k, OptionalLong ignored) {
        return new HitRate(
                "top" + k,
                ignored,
                (output, target) -> output.topK(k, 1, true)
                        .indices()
                        .eq(target.unsqueeze(1))
                        .any(1));
    }

    @Override
    public Sum start() {
        return new Running(this);
    }

    private static final class Running extends RunningMean {
        private final HitRate metric;

        Running(HitRate metric) {
            super(metric.name);
            this.metric = metric;
        }

        @Override
        public void add(Tensor output, Tensor target) {
            ShapeChecks.requireClasses(metric.name, output, target);
            try (var scope = TensorScope.open()) {
                var hits = metric.hits.apply(output, target);
                if (metric.ignored.isEmpty()) {
                    add(total(hits), target.shape().elements());
                    return;
                }
                var counted = target.ne(metric.ignored.getAsLong());
                add(total(hits.logicalAnd(counted)), total(counted));
            }
        }
    }
}
