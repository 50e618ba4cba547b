package dev.vireo.engine.tck.suite;

import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Random.Bernoulli;
import dev.vireo.tensor.op.Random.Multinomial;
import dev.vireo.tensor.op.Random.RandomInteger;
import dev.vireo.tensor.op.Random.RandomNormal;
import dev.vireo.tensor.op.Random.RandomPermutation;
import dev.vireo.tensor.op.Random.RandomUniform;
import dev.vireo.tensor.op.Regularization.Dropout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The expected distribution of each random operation. The bounds are five standard errors wide and the seeds are fixed,
 * so results do not vary by chance.
 */
final class Distributions {
    private static final double ERRORS = 5;

    private static final OpTable<Expectation<?>> TABLE = OpTable.<Expectation<?>>named("distributions")
            .row(RandomUniform.class, expect(RandomUniform.class, Distributions::uniform))
            .row(RandomNormal.class, expect(RandomNormal.class, Distributions::normal))
            .row(RandomInteger.class, expect(RandomInteger.class, Distributions::integers))
            .row(RandomPermutation.class, expect(RandomPermutation.class, Distributions::permutation))
            .row(Bernoulli.class, expect(Bernoulli.class, (op, in, x, faults) -> coins(in.get(0), x, faults)))
            .row(Multinomial.class, expect(Multinomial.class, Distributions::multinomial))
            .row(Dropout.class, expect(Dropout.class, Distributions::dropout))
            .build();

    private Distributions() {}

    /** Adds a message for each deviation in the drawn values. */
    @FunctionalInterface
    private interface Expectation<O extends Op> {
        void check(O op, List<double[]> inputs, double[] drawn, List<String> faults);
    }

    @SuppressWarnings("unchecked") // the row's type matches the key
    static <O extends Op> Stream<String> faults(OpSample sample, double[] drawn) {
        var row = (Expectation<O>) TABLE.require(sample.op().key());
        var faults = new ArrayList<String>();
        var inputs = sample.inputs().stream().map(each -> each.values()).toList();
        row.check((O) sample.op(), inputs, drawn, faults);
        return faults.stream();
    }

    private static <O extends Op> Expectation<O> expect(Class<O> type, Expectation<O> expectation) {
        return expectation;
    }

    private static void uniform(RandomUniform op, List<double[]> in, double[] x, List<String> faults) {
        double width = op.high() - op.low();
        all(x, each -> each >= op.low() && each <= op.high(), "outside its bounds", faults);
        mean(x, (op.low() + op.high()) / 2, width / Math.sqrt(12), faults);
        mean(squares(x, (op.low() + op.high()) / 2), width * width / 12, width * width * 0.075, faults);
    }

    private static void normal(RandomNormal op, List<double[]> in, double[] x, List<String> faults) {
        double variance = op.standardDeviation() * op.standardDeviation();
        mean(x, op.mean(), op.standardDeviation(), faults);
        mean(squares(x, op.mean()), variance, variance * Math.sqrt(2), faults);
        all(x, each -> Math.abs(each - op.mean()) < 6 * op.standardDeviation(), "six deviations away", faults);
    }

    private static void integers(RandomInteger op, List<double[]> in, double[] x, List<String> faults) {
        all(x, each -> each >= op.low() && each < op.high() && each == Math.rint(each), "no such integer", faults);
        double count = op.high() - op.low();
        mean(x, (op.low() + op.high() - 1) / 2.0, Math.sqrt((count * count - 1) / 12), faults);
        if (Arrays.stream(x).distinct().count() != count) {
            faults.add("not every integer was drawn");
        }
    }

    private static void permutation(RandomPermutation op, List<double[]> in, double[] x, List<String> faults) {
        var sorted = Arrays.stream(x).sorted().toArray();
        var ordered = IntStream.range(0, x.length).asDoubleStream().toArray();
        if (!Arrays.equals(sorted, ordered)) {
            faults.add("not every index once: " + Arrays.toString(x));
        }
        if (x.length > 1 && Arrays.equals(x, ordered)) {
            faults.add("nothing was permuted");
        }
    }

    private static void coins(double[] probabilities, double[] x, List<String> faults) {
        all(x, each -> each == 0 || each == 1, "neither 0 nor 1", faults);
        double expected = Arrays.stream(probabilities).sum();
        double variance = Arrays.stream(probabilities).map(p -> p * (1 - p)).sum();
        near(Arrays.stream(x).sum(), expected, Math.sqrt(variance), "the number of ones", faults);
        for (int i = 0; i < x.length; i++) {
            if (probabilities[i] == 0 && x[i] != 0 || probabilities[i] == 1 && x[i] != 1) {
                faults.add("element " + i + " is " + x[i] + " with probability " + probabilities[i]);
            }
        }
    }

    private static void multinomial(Multinomial op, List<double[]> in, double[] x, List<String> faults) {
        int choices = in.get(0).length / (x.length / op.samples());
        for (int row = 0; row < x.length / op.samples(); row++) {
            var weights = Arrays.copyOfRange(in.get(0), row * choices, (row + 1) * choices);
            var drawn = Arrays.copyOfRange(x, row * op.samples(), (row + 1) * op.samples());
            all(drawn, each -> weights[(int) each] > 0, "of weight 0", faults);
            if (!op.replacement() && Arrays.stream(drawn).distinct().count() != drawn.length) {
                faults.add("drew one index twice: " + Arrays.toString(drawn));
            }
            if (op.replacement()) {
                frequencies(weights, drawn, faults);
            }
        }
    }

    private static void frequencies(double[] weights, double[] drawn, List<String> faults) {
        double whole = Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            int index = i;
            double p = weights[i] / whole;
            double count = Arrays.stream(drawn).filter(each -> each == index).count();
            double error = Math.sqrt(drawn.length * p * (1 - p));
            near(count, drawn.length * p, error, "how often " + i + " was drawn", faults);
        }
    }

    private static void dropout(Dropout op, List<double[]> in, double[] y, List<String> faults) {
        var x = in.get(0);
        int dropped = 0;
        for (int i = 0; i < y.length; i++) {
            double kept = x[i] / (1 - op.p());
            if (y[i] == 0) {
                dropped++;
            } else if (Math.abs(y[i] - kept) > 1e-5 * Math.abs(kept)) {
                faults.add("element " + i + " is " + y[i] + "; expected 0 or " + kept);
                return;
            }
        }
        double error = Math.sqrt(y.length * op.p() * (1 - op.p()));
        near(dropped, op.p() * y.length, error, "the number of dropped elements", faults);
    }

    private static double[] squares(double[] x, double center) {
        return Arrays.stream(x).map(each -> (each - center) * (each - center)).toArray();
    }

    private static void mean(double[] x, double expected, double deviation, List<String> faults) {
        if (x.length > 0) {
            double mean = Arrays.stream(x).average().orElseThrow();
            near(mean, expected, deviation / Math.sqrt(x.length), "a mean", faults);
        }
    }

    private static void near(double actual, double expected, double error, String what, List<String> faults) {
        if (Math.abs(actual - expected) > ERRORS * error + 1e-9) {
            faults.add(what + " is " + actual + ", expected " + expected + " +- " + error);
        }
    }

    private static void all(double[] x, DoublePredicate holds, String otherwise, List<String> faults) {
        Arrays.stream(x).filter(holds.negate()).findFirst().ifPresent(each -> faults.add(each + " is " + otherwise));
    }
}
