package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.op.LossOp;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.Pooling;
import dev.vireo.tensor.op.Resampling;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Counts the bytes that operations save for backward. They must save only values that a first or second derivative
 * reads.
 */
class SavedForBackwardTest {
    private static Stream<Arguments> operations() {
        return Stream.of(
                Arguments.of(new LossOp.CrossEntropy(LossOp.Reduce.MEAN, -100, 0.1), new long[] {64, 100}, true),
                Arguments.of(new LossOp.NllLoss(LossOp.Reduce.SUM, -100), new long[] {64, 100}, true),
                Arguments.of(
                        new Pooling.AvgPool(Dims.of(2, 2), Dims.of(2, 2), Dims.of(0, 0), false, true),
                        new long[] {8, 4, 16, 16},
                        false),
                Arguments.of(new Pooling.AdaptiveAvgPool(Dims.of(1, 1)), new long[] {8, 4, 16, 16}, false),
                Arguments.of(
                        new Resampling.Interpolate(Dims.of(20, 20), Resampling.Mode.LINEAR, false),
                        new long[] {8, 4, 16, 16},
                        false));
    }

    /** No operation here saves its input. Cross entropy saves log-probabilities of the same size instead. */
    @ParameterizedTest
    @MethodSource("operations")
    void theInputIsNotSaved(Op op, long[] shape, boolean classes) {
        try (var scope = TensorScope.open()) {
            var leaf = values(shape).requiresGrad(true);
            run(op, leaf, classes); // fills the cache of scalars
            long before = Memory.of(Device.CPU).bytes();
            var result = run(op, leaf, classes);
            long kept = Memory.of(Device.CPU).bytes() - before - result.spec().bytes();
            long input = leaf.spec().bytes();
            long instead = op instanceof LossOp.CrossEntropy ? input : 0;
            assertThat(kept).as("bytes, of %d in the input", input).isBetween(instead, instead + input / 4);

            result.sum().backward();
            assertThat(leaf.grad()).isPresent();
        }
    }

    /** Includes what the engine saves: here a mask of one byte per element. */
    @Test
    void memorySavedByTheEngineIsCountedUntilBackward() {
        try (var scope = TensorScope.open()) {
            var x = values(64, 100).requiresGrad(true);
            x.dropout(0.5).sum().backward();
            long before = Memory.of(Device.CPU).bytes();
            var result = x.dropout(0.5);
            assertThat(Memory.of(Device.CPU).bytes() - before)
                    .isEqualTo(result.spec().bytes() + 64 * 100);
            try (result;
                    var sum = result.sum()) {
                sum.backward();
            }
            assertThat(Memory.of(Device.CPU).bytes()).isEqualTo(before);
        }
    }

    /** Compares second derivatives with finite differences of the first. */
    @ParameterizedTest
    @MethodSource("operations")
    void secondDerivativesAreCorrect(Op op, long[] shape, boolean classes) {
        try (var scope = TensorScope.open()) {
            var x = values(shape).to(DType.FLOAT64);
            var direction = values(shape).to(DType.FLOAT64).flatten(0).flip(0).reshape(shape);
            double step = 1e-5;
            var ahead = slope(op, x.add(direction.mul(step)), classes).detach();
            var behind = slope(op, x.sub(direction.mul(step)), classes).detach();
            var expected = ahead.sub(behind).div(2 * step).toDoubleArray();

            var leaf = x.detach().requiresGrad(true);
            var second = Autograd.gradients(List.of(slope(op, leaf, classes)), List.of(direction), List.of(leaf), false)
                    .get(0)
                    .orElseThrow()
                    .toDoubleArray();
            for (int i = 0; i < expected.length; i++) {
                assertThat(second[i]).isCloseTo(expected[i], within(1e-7));
            }
        }
    }

    /** Returns the recorded gradient of the sum of squares of the results. */
    private static Tensor slope(Op op, Tensor x, boolean classes) {
        var leaf = x.requiresGrad() ? x : x.detach().requiresGrad(true);
        var y = run(op, leaf, classes).square().sum();
        return Autograd.gradients(List.of(y), List.of(), List.of(leaf), true)
                .get(0)
                .orElseThrow();
    }

    /** Runs the operation on twice the leaf, a tensor that nothing else keeps alive. */
    private static Tensor run(Op op, Tensor leaf, boolean classes) {
        try (var scope = TensorScope.open()) {
            var x = leaf.mul(2);
            var result = classes
                    ? Engines.run(
                            op, x, Tensor.arange(leaf.shape().size(0)).mul(3).remainder(100))
                    : Engines.run(op, x);
            return scope.keep(result[0]);
        }
    }

    private static Tensor values(long... shape) {
        var random = new Random(3);
        var values = new float[(int) Shape.of(shape).elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, shape);
    }
}
