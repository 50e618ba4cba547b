package dev.vireo.engine.tck.suite;

import dev.vireo.tensor.DType;
import java.util.Map;
import java.util.Optional;

/** Compares results with a tolerance that depends on the type in which they were computed. */
final class Closeness {
    /** A few units in the last place for results near 1, after some tens of roundings. */
    private static final Map<DType, Double> TOLERANCES =
            Map.of(DType.FLOAT64, 1e-10, DType.FLOAT32, 1e-5, DType.FLOAT16, 4e-3, DType.BFLOAT16, 3e-2);

    /** The smallest values that round to infinity. */
    private static final Map<DType, Double> OVERFLOWS = Map.of(
            DType.FLOAT64, Double.POSITIVE_INFINITY,
            DType.FLOAT32, 3.4028235677973366e38,
            DType.FLOAT16, 65520.0,
            DType.BFLOAT16, 3.3961775292304104e38);

    private Closeness() {}

    /**
     * Describes the first difference; empty if there is none.
     *
     * @param what the beginning of the description
     * @param actual the result under test
     * @param expected the expected values
     * @param computed the type of the inputs; the result's type decides the tolerance if it is less precise
     */
    static Optional<String> difference(String what, SampleRunner.Result actual, double[] expected, DType computed) {
        double tolerance = Math.max(tolerance(computed), tolerance(actual.dtype()));
        var values = actual.values();
        if (values.length != expected.length) {
            return Optional.of(what + ": " + values.length + " elements, expected " + expected.length);
        }
        for (int i = 0; i < values.length; i++) {
            double wanted = rounded(expected[i], actual.dtype());
            if (!near(values[i], wanted, tolerance)) {
                return Optional.of(what + ": element " + i + " is " + values[i] + ", expected " + wanted);
            }
        }
        return Optional.empty();
    }

    private static double tolerance(DType dtype) {
        return TOLERANCES.getOrDefault(dtype, 0.0);
    }

    private static boolean near(double actual, double wanted, double tolerance) {
        if (Double.isNaN(wanted) || Double.isInfinite(wanted)) {
            return Double.compare(actual, wanted) == 0;
        }
        return Math.abs(actual - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
    }

    private static double rounded(double value, DType dtype) {
        double limit = OVERFLOWS.getOrDefault(dtype, Double.POSITIVE_INFINITY);
        return Math.abs(value) >= limit ? Math.copySign(Double.POSITIVE_INFINITY, value) : value;
    }
}
