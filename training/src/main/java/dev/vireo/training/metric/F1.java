package dev.vireo.training.metric;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import java.util.Arrays;
import java.util.OptionalLong;

/** The macro-averaged F1 score, from how often each class was predicted, occurred, and both. */
record F1(OptionalLong ignored) implements Metric {
    @Override
    public String name() {
        return "f1";
    }

    @Override
    public Sum start() {
        return new Counts(ignored);
    }

    private static final class Counts implements Sum {
        private final OptionalLong ignored;
        private double[] right = {};
        private double[] predicted = {};
        private double[] present = {};

        Counts(OptionalLong ignored) {
            this.ignored = ignored;
        }

        @Override
        public void add(Tensor output, Tensor target) {
            ShapeChecks.requireClasses("f1", output, target);
            try (var scope = TensorScope.open()) {
                require(Math.toIntExact(output.shape().size(1)));
                var answers = output.argMax(1).reshape(-1);
                var truths = target.reshape(-1);
                var hits = answers.eq(truths).to(DType.FLOAT64);
                var counted = hits.newFull(hits.shape(), 1);
                if (ignored.isPresent()) {
                    var isCounted = truths.ne(ignored.getAsLong());
                    counted = isCounted.to(DType.FLOAT64);
                    truths = truths.mul(isCounted.to(truths.dtype())); // class 0 with the weight 0
                }
                addTo(right, truths, hits.mul(counted));
                addTo(predicted, answers, counted);
                addTo(present, truths, counted);
            }
        }

        @Override
        public void merge(Sum other) {
            if (!(other instanceof Counts counts)) {
                throw ShapeChecks.otherMetric("f1");
            }
            if (counts.right.length == 0) {
                return;
            }
            require(counts.right.length);
            addTo(right, counts.right);
            addTo(predicted, counts.predicted);
            addTo(present, counts.present);
        }

        @Override
        public double value() {
            double sum = 0;
            int counted = 0;
            for (int i = 0; i < right.length; i++) {
                double occurrences = predicted[i] + present[i]; // 2 TP + FP + FN
                if (occurrences > 0) {
                    sum += 2 * right[i] / occurrences;
                    counted++;
                }
            }
            return sum / counted;
        }

        private void require(int classes) {
            if (right.length == 0) {
                right = new double[classes];
                predicted = new double[classes];
                present = new double[classes];
            }
            if (right.length != classes) {
                throw new VireoException("f1: a batch has " + classes + " classes, those before had " + right.length
                        + "; expected one number");
            }
        }

        private static void addTo(double[] counts, Tensor classes, Tensor weights) {
            var zeros = weights.newFull(Shape.of(counts.length), 0);
            var added = zeros.scatterAdd(0, classes, weights);
            if (added.device().isMeta()) {
                Arrays.fill(counts, Double.NaN);
                return;
            }
            addTo(counts, added.toDoubleArray());
        }

        private static void addTo(double[] counts, double[] more) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += more[i];
            }
        }
    }
}
