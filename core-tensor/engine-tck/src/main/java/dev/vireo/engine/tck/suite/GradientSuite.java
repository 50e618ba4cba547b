package dev.vireo.engine.tck.suite;

import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.engine.tck.sample.OpSample.Trait;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.internal.gradient.GradientRule;
import dev.vireo.tensor.internal.gradient.GradientRules;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Compares gradients in float64 with central differences, or with the reference engine's gradients where the gradient
 * differs from the derivative by design.
 */
public final class GradientSuite {
    private static final double TOLERANCE = 2e-6;
    private static final double SECOND_TOLERANCE = 2e-5;

    private final Derivatives slopes;
    private final Derivatives reference;

    /** Creates the suite for an engine and the reference engine. */
    public GradientSuite(Engine engine, Engine reference) {
        this.slopes = new Derivatives(engine);
        this.reference = new Derivatives(reference);
    }

    /** First derivatives. */
    public Stream<DynamicTest> first() {
        return OpTests.of(slopes.bench(), GradientSuite::differentiable, this::first);
    }

    /** Second derivatives, where the function is smooth. */
    public Stream<DynamicTest> second() {
        return OpTests.of(
                slopes.bench(),
                sample -> differentiable(sample)
                        && !sample.has(Trait.STRAIGHT_THROUGH)
                        && !sample.has(Trait.NO_SECOND_GRADIENT),
                this::second);
    }

    /** Whether a sample has a gradient to test. */
    static boolean differentiable(OpSample sample) {
        return GradientRules.table().at(sample.op().key()) != GradientRule.NOT_DIFFERENTIABLE
                && !(sample.op() instanceof Update)
                && sample.isFloating()
                && !sample.has(Trait.NO_GRADIENT)
                && hasFloatingResult(sample);
    }

    /** Whether the result can have a gradient. Comparisons and casts to integers have none. */
    private static boolean hasFloatingResult(OpSample sample) {
        return !(sample.op() instanceof Conversion.Cast cast) || cast.dtype().isFloating();
    }

    private Stream<String> first(OpSample sample) {
        var actual = slopes.gradients(sample);
        if (sample.has(Trait.STRAIGHT_THROUGH)) {
            return compare("gradient", actual, reference.gradients(sample));
        }
        return probe(sample, actual, TOLERANCE, slopes::slope);
    }

    private Stream<String> second(OpSample sample) {
        return probe(sample, slopes.secondGradients(sample), SECOND_TOLERANCE, slopes::secondSlope);
    }

    private interface Estimate {
        double of(OpSample sample, int input, int element);
    }

    private static Stream<String> probe(OpSample sample, List<double[]> actual, double tolerance, Estimate estimate) {
        var faults = new ArrayList<String>();
        for (int input = 0; input < actual.size(); input++) {
            if (!sample.inputs().get(input).isFloating()) {
                continue;
            }
            for (int element : Derivatives.probes(sample.inputs().get(input))) {
                double expected = estimate.of(sample, input, element);
                double given = actual.get(input)[element];
                if (!(Math.abs(given - expected) <= tolerance * Math.max(1, Math.abs(expected)))) {
                    faults.add("input " + input + ", element " + element + ": gradient " + given
                            + ", finite difference " + expected);
                    break;
                }
            }
        }
        return faults.stream();
    }

    private static Stream<String> compare(String what, List<double[]> actual, List<double[]> expected) {
        return IntStream.range(0, actual.size())
                .mapToObj(i -> Closeness.difference(
                        what + " of input " + i,
                        new SampleRunner.Result(DType.FLOAT64, actual.get(i)),
                        expected.get(i),
                        DType.FLOAT64))
                .flatMap(Optional::stream);
    }
}
