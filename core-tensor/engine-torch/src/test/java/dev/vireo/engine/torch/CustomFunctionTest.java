package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.autograd.AutogradException;
import dev.vireo.tensor.autograd.CustomFunction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomFunctionTest {
    private static final CustomFunction ROUND =
            CustomFunction.of("roundStraightThrough", (x, saving) -> x.round(), (gradient, saved) -> gradient);
    private static final CustomFunction EXP = CustomFunction.of(
            "ownExp", (x, saving) -> saving.save(x.exp()), (gradient, saved) -> gradient.mul(saved.tensor(0)));
    private static final CustomFunction CUBE = CustomFunction.of(
            "ownCube",
            (x, saving) -> saving.save(x).pow(3),
            (gradient, saved) -> gradient.mul(saved.tensor(0).square().mul(3)));

    /** Adds a to b at the positions of an index. The function has two gradients for three inputs. */
    private static final CustomFunction ADD_AT = CustomFunction.ofLists(
            "addAt",
            (inputs, saving) -> {
                var index = saving.save(inputs.get(1));
                var sum = inputs.get(2).scatterAdd(0, index, inputs.get(0));
                return List.of(sum, inputs.get(1));
            },
            (gradients, saved) -> List.of(
                    saved.needs(0) ? gradients.get(0).gather(0, saved.tensor(0)) : gradients.get(0), gradients.get(0)));

    private TensorScope scope;

    @BeforeEach
    void open() {
        Engines.current();
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void straightThroughGradient() {
        var x = Tensor.of(0.4, 1.6).requiresGrad(true);
        var y = ROUND.apply(x);
        assertThat(y.toDoubleArray()).containsExactly(0, 2);
        y.mul(Tensor.of(3.0, 5.0)).sum().backward();
        assertThat(x.grad().orElseThrow().toDoubleArray()).containsExactly(3, 5);
    }

    @Test
    void differentiatesTwiceThroughSavedInputsAndResults() {
        var x = Tensor.of(0.5, 2.0).requiresGrad(true);
        for (var function : List.of(EXP, CUBE)) {
            var first = Autograd.gradients(List.of(function.apply(x).sum()), List.of(x), true)
                    .get(0);
            var second = Autograd.gradients(List.of(first.square().sum()), List.of(x), false)
                    .get(0);
            var expected = function == EXP
                    ? new double[] {2 * Math.exp(1), 2 * Math.exp(4)}
                    : new double[] {36 * 0.125, 36 * 8}; // (9 x^4)' = 36 x^3
            assertThat(second.toDoubleArray()).containsExactly(expected, within(1e-9));
        }
    }

    @Test
    void takesAndReturnsSeveralTensorsOfAnyType() {
        var a = Tensor.of(1.0, 2.0).requiresGrad(true);
        var b = Tensor.of(0.0, 0.0, 0.0).requiresGrad(true);
        var results = ADD_AT.applyAll(a, Tensor.of(2L, 0L), b);
        assertThat(results.get(0).toDoubleArray()).containsExactly(2, 0, 1);
        assertThat(results.get(1).requiresGrad()).isFalse();
        results.get(0).mul(Tensor.of(1.0, 10.0, 100.0)).sum().backward();
        assertThat(a.grad().orElseThrow().toDoubleArray()).containsExactly(100, 1);
        assertThat(b.grad().orElseThrow().toDoubleArray()).containsExactly(1, 10, 100);
    }

    @Test
    void computesOnlyTheGradientsThatAreNeeded() {
        var asked = new ArrayList<Boolean>();
        var product = CustomFunction.ofLists(
                "product",
                (inputs, saving) -> List.of(saving.save(inputs.get(0)).mul(saving.save(inputs.get(1)))),
                (gradients, saved) -> {
                    asked.add(saved.needs(0));
                    asked.add(saved.needs(1));
                    return List.of(Tensor.ones(7), gradients.get(0).mul(saved.tensor(0)));
                });
        var weight = Tensor.of(2.0).requiresGrad(true);
        product.apply(Tensor.of(5.0), weight).sum().backward();
        assertThat(asked).containsExactly(false, true);
        assertThat(weight.grad().orElseThrow().item()).isEqualTo(5);
    }

    @Test
    void recordsNothingWithoutGradMode() {
        var x = Tensor.of(0.4).requiresGrad(true);
        try (var off = Autograd.noGrad()) {
            assertThat(EXP.apply(x).requiresGrad()).isFalse();
        }
        assertThat(EXP.apply(Tensor.of(0.4)).requiresGrad()).isFalse();
    }

    @Test
    void copiesAnInputThatItReturns() {
        var same = CustomFunction.of("same", (x, saving) -> x, (gradient, saved) -> gradient.mul(10));
        var x = Tensor.of(1.0).requiresGrad(true);
        same.apply(x).sum().backward();
        assertThat(x.grad().orElseThrow().item()).isEqualTo(10);
        assertThat(x.isLeaf()).isTrue();
    }

    @Test
    void refusesAWrongNumberOfGradients() {
        var wrong = CustomFunction.ofLists(
                "wrong",
                (inputs, saving) -> List.of(inputs.get(0).add(inputs.get(1))),
                (gradients, saved) -> gradients);
        var x = Tensor.ones(2, 3).requiresGrad(true);
        var sum = wrong.apply(x, Tensor.ones(3)).sum();
        assertThatThrownBy(sum::backward)
                .isInstanceOf(AutogradException.class)
                .hasMessage(
                        "wrong: backward returned 1 gradients for the 2 inputs of floating types among [float32 [2, 3]"
                                + " on cpu, float32 [3] on cpu]; return one for each of those, in their order (in wrong)");
    }

    @Test
    void refusesAGradientOfAnotherShape() {
        var wrong = CustomFunction.of("wrong", (x, saving) -> x.sum(), (gradient, saved) -> gradient);
        var y = wrong.apply(Tensor.ones(2, 3).requiresGrad(true));
        assertThat(y.shape()).isEqualTo(Shape.SCALAR);
        assertThatThrownBy(y::backward)
                .isInstanceOf(AutogradException.class)
                .hasMessage(
                        "wrong: backward returned the gradient float32 [] on cpu for input 0, which is float32 [2, 3]"
                                + " on cpu; a gradient has its input's shape and device (in wrong)");
    }

    @Test
    void refusesToReadTensorsThatWereNotSaved() {
        var wrong = CustomFunction.of("wrong", (x, saving) -> x.sum(), (gradient, saved) -> saved.tensor(0));
        var y = wrong.apply(Tensor.ones(2).requiresGrad(true));
        assertThatThrownBy(y::backward).hasMessageContaining("asks for saved tensor 0, but forward saved 0");
    }

    @Test
    void detectsThatASavedTensorWasModified() {
        var x = Tensor.of(2.0).requiresGrad(true);
        var y = CUBE.apply(x).sum();
        try (var off = Autograd.noGrad()) {
            x.assignScale(2);
        }
        assertThatThrownBy(y::backward).isInstanceOf(AutogradException.class).hasMessageContaining("modified in place");
    }

    @Test
    void refusesASecondBackwardUnlessTheGraphIsRetained() {
        var x = Tensor.of(2.0).requiresGrad(true);
        var y = CUBE.apply(x).sum();
        Autograd.backward(List.of(y), List.of(), true, false);
        y.backward();
        assertThat(x.grad().orElseThrow().item()).isCloseTo(24, within(1e-9));
        assertThatThrownBy(y::backward).hasMessageContaining("retainGraph");
    }

    @Test
    void backwardFreesSavedTensors() {
        var memory = Memory.of(Device.CPU);
        var x = Tensor.ones(1000).requiresGrad(true);
        long before = memory.bytes();
        Tensor loss;
        try (var inner = TensorScope.open("layer")) {
            loss = inner.keep(EXP.apply(x).sum());
        }
        assertThat(memory.bytes()).isEqualTo(before + 4000 + 4);
        loss.backward();
        assertThat(memory.bytes()).isEqualTo(before + 4 + 4000); // the loss, and x's gradient
    }

    @Test
    void leaksNothingIfForwardFails() {
        var memory = Memory.of(Device.CPU);
        var x = Tensor.ones(1000).requiresGrad(true);
        long before = memory.bytes();
        var wrong = CustomFunction.of(
                "wrong",
                (input, saving) -> {
                    var closed = saving.save(input.exp());
                    saving.save(input.sin());
                    closed.close();
                    return input.cos();
                },
                (gradient, saved) -> gradient);
        assertThatThrownBy(() -> wrong.apply(x)).hasMessageContaining("closed");
        assertThat(memory.bytes()).isEqualTo(before);
    }
}
