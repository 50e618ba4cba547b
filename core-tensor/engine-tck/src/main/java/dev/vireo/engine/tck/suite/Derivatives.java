package dev.vireo.engine.tck.suite;

import dev.vireo.engine.tck.sample.Argument;
import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.engine.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Computes first and second derivatives of a sample, projected on fixed random directions: by autograd, and by central
 * differences of values and of first derivatives.
 */
final class Derivatives {
    private static final double STEP = 1e-5;
    private static final int PROBES = 12;

    private final SampleRunner bench;

    Derivatives(Engine engine) {
        bench = SampleRunner.of(engine, DType.FLOAT64);
    }

    SampleRunner bench() {
        return bench;
    }

    /** Returns the gradients of the projected results, one array per input; empty where an input has none. */
    List<double[]> gradients(OpSample sample) {
        return bench.run(() -> read(gradients(leaves(sample), sample, false)));
    }

    /** Returns the gradients of the projected first gradients. */
    List<double[]> secondGradients(OpSample sample) {
        return bench.run(() -> {
            var leaves = leaves(sample);
            var sum = directed(gradients(leaves, sample, true));
            var wanted = wanted(leaves);
            if (!sum.requiresGrad()) {
                return zeros(leaves);
            }
            var found =
                    Autograd.gradients(List.of(sum), List.of(), wanted, false).iterator();
            return read(Arrays.stream(leaves)
                    .map(leaf -> leaf.requiresGrad()
                            ? found.next().orElseGet(() -> Tensor.zeros(leaf.spec()))
                            : Tensor.zeros(leaf.spec()))
                    .toList());
        });
    }

    /** Estimates the derivative of the projected results with respect to one element. */
    double slope(OpSample sample, int input, int element) {
        return difference(
                sample,
                input,
                element,
                each -> bench.run(() -> directed(results(leaves(each), each)).item()));
    }

    /** Estimates the derivative of the projected gradients with respect to one element. */
    double secondSlope(OpSample sample, int input, int element) {
        return difference(
                sample,
                input,
                element,
                each -> bench.run(
                        () -> directed(gradients(leaves(each), each, false)).item()));
    }

    /** Returns the elements to check: all of a small input, some of a large one. */
    static int[] probes(Argument argument, int most) {
        int count = argument.values().length;
        return count <= most
                ? java.util.stream.IntStream.range(0, count).toArray()
                : new Random(count).ints(0, count).distinct().limit(most).toArray();
    }

    static int[] probes(Argument argument) {
        return probes(argument, PROBES);
    }

    private interface Value {
        double of(OpSample sample);
    }

    private static double difference(OpSample sample, int input, int element, Value value) {
        double at = sample.inputs().get(input).values()[element];
        double step = STEP * Math.max(1, Math.abs(at));
        return (value.of(moved(sample, input, element, at + step)) - value.of(moved(sample, input, element, at - step)))
                / (2 * step);
    }

    private static OpSample moved(OpSample sample, int input, int element, double value) {
        var inputs = new ArrayList<>(sample.inputs());
        inputs.set(input, inputs.get(input).with(element, value));
        return sample.with(inputs);
    }

    private Tensor[] leaves(OpSample sample) {
        var leaves = bench.tensors(sample);
        for (var leaf : leaves) {
            if (leaf.dtype().isFloating()) {
                leaf.requiresGrad(true);
            }
        }
        return leaves;
    }

    private static List<Tensor> wanted(Tensor[] leaves) {
        return Arrays.stream(leaves).filter(Tensor::requiresGrad).toList();
    }

    /** Returns the differentiable results, without indices and statistics. */
    private static List<Tensor> results(Tensor[] leaves, OpSample sample) {
        return Arrays.stream(Engines.run(sample.op(), leaves))
                .filter(Tensor::requiresGrad)
                .toList();
    }

    private static List<Tensor> gradients(Tensor[] leaves, OpSample sample, boolean createGraph) {
        var sum = directed(results(leaves, sample));
        var found = Autograd.gradients(List.of(sum), List.of(), wanted(leaves), createGraph)
                .iterator();
        return Arrays.stream(leaves)
                .map(leaf -> leaf.requiresGrad()
                        ? found.next().orElseGet(() -> Tensor.zeros(leaf.spec()))
                        : Tensor.zeros(leaf.spec()))
                .toList();
    }

    /** Returns a sum with fixed random weights, so that no direction is special. */
    private static Tensor directed(List<Tensor> tensors) {
        var random = new Random(17);
        var sum = Tensor.scalar(0, DType.FLOAT64);
        for (var tensor : tensors) {
            if (tensor.dtype().isFloating()) {
                var weights = random.doubles(tensor.shape().elements(), 0.5, 1.5)
                        .map(each -> random.nextBoolean() ? each : -each)
                        .toArray();
                sum = sum.add(tensor.to(Device.CPU)
                        .to(DType.FLOAT64)
                        .mul(Tensor.of(weights, tensor.shape().toArray()))
                        .sum());
            }
        }
        return sum;
    }

    private static List<double[]> zeros(Tensor[] leaves) {
        return Arrays.stream(leaves)
                .map(leaf -> new double[Math.toIntExact(leaf.shape().elements())])
                .toList();
    }

    private static List<double[]> read(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::toDoubleArray).toList();
    }
}
