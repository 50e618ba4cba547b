package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.Autocast;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.autograd.AutogradException;
import dev.vireo.tensor.autograd.CustomFunction;
import dev.vireo.tensor.autograd.Recomputation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecomputationTest {
    private final Memory memory = Memory.of(Device.CPU);
    private TensorScope scope;
    private Tensor x;
    private Tensor weight;

    @BeforeEach
    void open() {
        Engines.current();
        scope = TensorScope.open();
        x = Tensor.arange(64).mul(0.137f).sin().reshape(8, 8).detach().requiresGrad(true);
        weight = Tensor.arange(64).mul(0.31f).cos().reshape(8, 8).detach().requiresGrad(true);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** A layer with a parameter, dropout, and a result that is saved for backward. */
    private Tensor block(Tensor input) {
        try (var layer = TensorScope.open("block")) {
            return layer.keep(input.linear(weight).tanh().dropout(0.3).mul(input));
        }
    }

    /** Returns the loss of {@code function}'s result, and the gradients of x and of the weight. */
    private List<float[]> run(UnaryOperator<Tensor> function) {
        Generator.seeded(5).use();
        var loss = function.apply(x).square().mean();
        loss.backward();
        var values = List.of(
                loss.toFloatArray(),
                x.grad().orElseThrow().toFloatArray(),
                weight.grad().orElseThrow().toFloatArray());
        x.clearGrad();
        weight.clearGrad();
        return values;
    }

    private void assertSameAsPlain(UnaryOperator<Tensor> plain, UnaryOperator<Tensor> recomputed) {
        assertThat(run(recomputed)).usingRecursiveComparison().isEqualTo(run(plain));
    }

    @Test
    void givesTheSameGradientsWithDropout() {
        assertSameAsPlain(
                input -> block(block(input)),
                input -> Recomputation.run(this::block, Recomputation.run(this::block, input)));
    }

    @Test
    void advancesTheGeneratorLikeAPlainRun() {
        run(this::block);
        long plain = Generator.current().state();
        run(input -> Recomputation.run(this::block, input));
        assertThat(Generator.current().state()).isEqualTo(plain);
    }

    @Test
    void canBeNested() {
        assertSameAsPlain(
                input -> block(block(block(input))),
                input -> Recomputation.run(
                        outer -> {
                            var first = Recomputation.run(
                                    inner -> Recomputation.run(this::block, this.block(inner)), outer);
                            return block(Recomputation.run(UnaryOperator.identity(), first));
                        },
                        input));
    }

    @Test
    void castsLikeTheFirstRun() {
        assertSameAsPlain(lowered(this::block), lowered(input -> Recomputation.run(this::block, input)));
    }

    @Test
    void aParameterCastInsideAndOutsideGetsBothGradients() {
        var plain = run(lowered(input -> block(input.linear(weight)).linear(weight)));
        var recomputed = run(lowered(
                input -> Recomputation.run(this::block, input.linear(weight)).linear(weight)));
        assertThat(recomputed.get(0)).isEqualTo(plain.get(0));
        assertThat(recomputed.get(1)).isEqualTo(plain.get(1));
        // without recomputation all uses share one cast, and their gradients are summed in bfloat16
        assertThat(recomputed.get(2)).containsExactly(plain.get(2), within(0.6f));
    }

    private static UnaryOperator<Tensor> lowered(UnaryOperator<Tensor> function) {
        return input -> {
            try (var autocast = Autocast.open(DType.BFLOAT16)) {
                return function.apply(input).to(DType.FLOAT32);
            }
        };
    }

    @Test
    void supportsSeveralInputsAndResults() {
        UnaryOperator<List<Tensor>> swap = in -> List.of(
                in.get(1).mul(in.get(0)), in.get(2), in.get(0), in.get(1).exp());
        UnaryOperator<Tensor> plain = input -> sum(swap.apply(List.of(input, weight, Tensor.of(3L))));
        assertSameAsPlain(plain, input -> sum(Recomputation.run(swap, List.of(input, weight, Tensor.of(3L)))));
    }

    private static Tensor sum(List<Tensor> tensors) {
        return tensors.get(0).mul(tensors.get(1)).add(tensors.get(2)).add(tensors.get(3));
    }

    @Test
    void differentiatesThroughCapturedTensors() {
        assertSameAsPlain(
                input -> {
                    var outside = input.mul(weight);
                    return input.exp().mul(outside).mul(weight);
                },
                input -> {
                    var outside = input.mul(weight);
                    return Recomputation.run(inside -> inside.exp().mul(outside).mul(weight), input);
                });
    }

    @Test
    void resultsWithoutGradientStayWithoutGradient() {
        var results =
                Recomputation.run(in -> in.get(0).mul(weight).batchNorm(1e-5).tensors(), List.of(x));
        assertThat(results).extracting(Tensor::requiresGrad).containsExactly(true, false, false);
        results.get(0).mul(x).sum().backward();
        assertThat(weight.grad()).isPresent();
    }

    @Test
    void differentiatesTwice() {
        UnaryOperator<Tensor> function = input -> input.matmul(weight).tanh().mul(input);
        assertThat(second(input -> Recomputation.run(function, input)))
                .containsExactly(second(function), within(1e-3f)); // values up to 200, summed in another order
        assertThat(second(input ->
                        Recomputation.run(in -> Recomputation.run(function, in).exp(), input)))
                .containsExactly(second(input -> function.apply(input).exp()), within(1e-3f));
    }

    private float[] second(UnaryOperator<Tensor> function) {
        var first = Autograd.gradients(List.of(function.apply(x).sum()), List.of(x), true)
                .get(0);
        return Autograd.gradients(List.of(first.square().sum()), List.of(weight), false)
                .get(0)
                .toFloatArray();
    }

    @Test
    void computesOnlyTheRequestedGradients() {
        var recomputed = Recomputation.run(this::block, x).sum();
        var gradient = Autograd.gradients(List.of(recomputed), List.of(weight), false);
        assertThat(gradient.get(0).shape()).isEqualTo(weight.shape());
        assertThat(x.grad()).isEmpty();
    }

    @Test
    void canContainCustomFunctions() {
        var cube = CustomFunction.of(
                "ownCube",
                (in, saving) -> saving.save(in).pow(3),
                (gradient, saved) -> gradient.mul(saved.tensor(0).square().mul(3)));
        assertSameAsPlain(
                input -> cube.apply(input.mul(weight)),
                input -> Recomputation.run(in -> cube.apply(in.mul(weight)), input));
    }

    @Test
    void reducesThePeakMemoryOfALongChain() {
        long plain = peakOfChain(this::block);
        long recomputed = peakOfChain(input -> {
            var value = input;
            for (int i = 0; i < 8; i++) {
                value = block(value);
            }
            return value;
        });
        long segments = peakOfChain(input -> Recomputation.run(
                in -> {
                    var value = in;
                    for (int i = 0; i < 8; i++) {
                        value = block(value);
                    }
                    return value;
                },
                input));
        assertThat(recomputed).isGreaterThan(6 * plain);
        assertThat(segments * 3).isLessThan(recomputed);
    }

    /** Returns the peak memory in forward and backward of eight calls, minus the memory in use before. */
    private long peakOfChain(UnaryOperator<Tensor> function) {
        long before = memory.bytes();
        memory.resetPeak();
        try (var step = TensorScope.open()) {
            var large = Tensor.ones(512, 8).requiresGrad(true);
            var value = large;
            for (int i = 0; i < 8; i++) {
                value = function.apply(value);
            }
            value.sum().backward();
        }
        weight.clearGrad();
        long peak = memory.peakBytes() - before;
        assertThat(memory.bytes()).isEqualTo(before);
        return peak;
    }

    @Test
    void runsPlainlyWithoutGradMode() {
        try (var off = Autograd.noGrad()) {
            assertThat(Recomputation.run(this::block, x).requiresGrad()).isFalse();
        }
        var calls = new ArrayList<Boolean>();
        Recomputation.run(
                        in -> {
                            calls.add(Recomputation.isRecomputing());
                            return in.mul(weight);
                        },
                        x)
                .sum()
                .backward();
        assertThat(calls).containsExactly(false, true);
        assertThat(Recomputation.isRecomputing()).isFalse();
    }

    @Test
    void leaksNothingIfTheFunctionFails() {
        long before = memory.bytes();
        assertThatThrownBy(() -> Recomputation.run(
                        in -> {
                            block(in);
                            throw new IllegalStateException("enough");
                        },
                        x))
                .isInstanceOf(IllegalStateException.class);
        assertThat(memory.bytes()).isEqualTo(before);
        assertThat(block(x).isLeaf()).isFalse();
    }

    @Test
    void allowsASecondBackwardIfTheGraphIsRetained() {
        var loss = Recomputation.run(this::block, x).sum();
        Autograd.backward(List.of(loss), List.of(), true, false);
        var once = x.grad().orElseThrow().mul(2).toFloatArray();
        loss.backward();
        assertThat(x.grad().orElseThrow().toFloatArray()).isEqualTo(once);
        assertThatThrownBy(loss::backward).hasMessageContaining("retainGraph");
    }

    @Test
    void refusesAFunctionThatDiffersInTheSecondRun() {
        var another = Tensor.ones(8, 8).requiresGrad(true);
        var uses = Recomputation.run(in -> in.mul(Recomputation.isRecomputing() ? another : weight), x)
                .sum();
        assertThatThrownBy(uses::backward)
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("uses the tensor float32 [8, 8] on cpu, which it did not use the first time");
        var returns = Recomputation.run(in -> Recomputation.isRecomputing() ? in.sum() : in.mul(weight), x)
                .sum();
        assertThatThrownBy(returns::backward)
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("returned [float32 [] on cpu]; the first time it was [float32 [8, 8] on cpu]");
    }

    @Test
    void detectsClosedOrModifiedInputs() {
        var modified = Recomputation.run(in -> in.mul(weight), x).sum();
        try (var off = Autograd.noGrad()) {
            weight.assignScale(2);
        }
        assertThatThrownBy(modified::backward)
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("modified in place");
        var outside = Tensor.ones(8, 8);
        var gone = Recomputation.run(in -> in.mul(outside), x).sum();
        outside.close();
        assertThatThrownBy(gone::backward)
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("pass it as an input");
    }

    @Test
    void refusesBackwardInside() {
        assertThatThrownBy(() -> Recomputation.run(
                        in -> {
                            in.mul(weight).sum().backward();
                            return in;
                        },
                        x))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("outside of Recomputation.run");
    }
}
