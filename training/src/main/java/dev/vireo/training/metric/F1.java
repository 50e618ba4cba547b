package dev.vireo.training.metric;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import java.util.Arrays;

/** The macro-averaged F1 score, from how often each class was right, predicted, and there. */
record F1() implements Metric {
    @Override
    public String name() {
        return "f1";
    }

    @Override
    public Sum start() {
        return new Counts();
    }

    private static final class Counts implements Sum {
        private double[] right = {};
        private double[] predicted = {};
        private double[] present = {};

        @Override
        public void add(Tensor output, Tensor target) {
            try (var scope = TensorScope.open()) {
                int classes = Math.toIntExact(output.shape().size(1));
                require(classes);
                var answers = output.argMax(1).reshape(-1);
                var truths = target.reshape(-1);
                var hits = answers.eq(truths).to(DType.FLOAT64);
                var ones = hits.newFull(hits.shape(), 1);
                addTo(right, truths, hits);
                addTo(predicted, answers, ones);
                addTo(present, truths, ones);
            }
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
            var values = added.toDoubleArray();
            for (int i = 0; i < counts.length; i++) {
                counts[i] += values[i];
            }
        }
    }
}
