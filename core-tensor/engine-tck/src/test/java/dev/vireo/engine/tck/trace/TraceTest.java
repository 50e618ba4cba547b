package dev.vireo.engine.tck.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.Unary;
import dev.vireo.tensor.trace.Leaf;
import dev.vireo.tensor.trace.Step;
import dev.vireo.tensor.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the content of traces: steps, leaves, names and paths. */
final class TraceTest extends OnReferenceEngine {
    @Test
    void holdsStepsAndNamedLeavesAndOutputs() {
        var weight = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        var bias = Tensor.of(5f, 6f);
        var trace = kept(Trace.recorder()
                .state(Map.of("head.weight", weight))
                .input("x", Tensor.ones(3, 2), "batch")
                .outputs("y", "z")
                .record(in -> {
                    try (var scope = TensorScope.open("head")) {
                        var y = scope.keep(in.get(0).matmul(weight));
                        return List.of(y, scope.keep(y.add(bias)));
                    }
                }));

        assertThat(trace.steps().stream().map(Step::op)).containsExactly(new LinearAlgebra.MatMul(), Binary.ADD);
        assertThat(trace.steps()).allMatch(step -> step.path().equals("head"));
        assertThat(trace.leaves().stream().map(Leaf::name)).containsExactly("x", "head.weight", "constant3");
        assertThat(trace.leaves().get(1)).isInstanceOf(Leaf.State.class);
        assertThat(trace.leaves().get(2)).isInstanceOf(Leaf.Constant.class);
        assertThat(trace.outputs().keySet()).containsExactly("y", "z");
        assertThat(trace).hasToString("""
                        %0 = x: float32 [batch, 2]
                        %1 = head.weight: float32 [2, 2]
                        %3 = constant3: float32 [2]
                        %2 = matMul(%0, %1)  # head: float32 [batch, 2]
                        %4 = add(%2, %3)  # head: float32 [batch, 2]
                        y = %2: float32 [batch, 2]
                        z = %4: float32 [batch, 2]
                        """);
        assertThat(trace.run(Tensor.ones(5, 2)).get(1).toFloatArray())
                .startsWith(9, 12)
                .hasSize(10);
    }

    @Test
    void sharesTheMemoryOfLeavesAndOutlivesTheirOwner() {
        var weight = Tensor.of(1f, 2f);
        var trace = kept(Trace.recorder()
                .state(Map.of("w", weight))
                .input("x", Tensor.ones(2))
                .record(in -> List.of(in.get(0).mul(weight))));

        weight.assign(Tensor.of(3f, 4f));
        assertThat(trace.run(Tensor.ones(2)).get(0).toFloatArray()).containsExactly(3, 4);
        weight.close();
        assertThat(trace.run(Tensor.ones(2)).get(0).toFloatArray()).containsExactly(3, 4);
    }

    @Test
    void followsAliases() {
        var trace =
                recorded(x -> x.add(x.detach()).add(x.get()).add(x.reshape(3, 2).reshape(2, 3)));

        assertThat(trace.leaves()).hasSize(1);
        assertThat(trace.steps()).allMatch(step -> step.inputs().get(0).dynamic());
        assertThat(trace.run(Tensor.full(sample().spec(), 2)).get(0).toFloatArray())
                .containsOnly(8);
    }

    @Test
    void followsAliasesOfParameters() {
        var weight = Tensor.of(1f, 2f, 3f);
        var trace = kept(Trace.recorder()
                .state(Map.of("w", weight))
                .input("x", sample())
                .record(in -> List.of(in.get(0).mul(weight.detach()))));

        assertThat(trace.leaves().stream().map(Leaf::name)).containsExactly("x", "w");
    }

    @Test
    void holdsOnlyWhatTheOutputsNeed() {
        var trace = recorded(x -> {
            x.exp().sum();
            return x.neg();
        });

        assertThat(trace.steps().stream().map(Step::op)).containsExactly(Unary.NEG);
    }

    @Test
    void scalarsAreStepsEvenIfTheyAreCached() {
        Tensor.of(1f).mul(2.0); // now this thread's cache contains the scalar
        var trace = recorded(x -> x.mul(2.0));

        assertThat(trace.steps().get(0).op()).isInstanceOf(Creation.Full.class);
        assertThat(trace.leaves()).hasSize(1);
    }

    @Test
    void allRunsDrawTheSameNumbersAndTheGeneratorDoesNotAdvance() {
        Generator.seeded(3).use();
        long before = Generator.current().state();
        var trace = recorded(x -> x.dropout(0.5));

        assertThat(Generator.current().state()).isEqualTo(before);
        assertThat(trace.run(sample()).get(0).toFloatArray())
                .isEqualTo(trace.run(sample()).get(0).toFloatArray());
    }

    @Test
    void hostValuesThatAreAlwaysTheSameAreConstants() {
        var trace = recorded(x -> x.sub(Tensor.of(.1f, .2f, .3f)));

        assertThat(trace.leaves().get(1)).isInstanceOf(Leaf.Constant.class);
        assertThat(trace.run(Tensor.ones(2, 3)).get(0).toFloatArray()).startsWith(.9f, .8f, .7f);
    }

    @Test
    void writesIntoNewTensorsBecomeValues() {
        var trace = recorded(x -> Tensor.zeros(2, 3).assignAdd(x, 2).assignScale(3));
        assertThat(trace.run(Tensor.ones(2, 3)).get(0).toFloatArray()).containsOnly(6);

        var sum = recorded(x -> x.copy().assign(Tensor.ones(2, 3)).add(x));
        assertThat(sum.run(Tensor.ones(2, 3)).get(0).toFloatArray()).containsOnly(2);
    }

    @Test
    void writesThatATraceCannotHoldAreRefused() {
        var mean = Tensor.of(1f, 2f, 3f);
        assertThatThrownBy(() -> Trace.recorder()
                        .state(Map.of("mean", mean))
                        .input("x", sample())
                        .record(in -> {
                            mean.assignLerp(in.get(0).mean(0), .1);
                            return List.of(in.get(0));
                        }))
                .isInstanceOf(VireoException.class)
                .hasMessageContaining("lerpInto: writes into 'mean'");
        assertThatThrownBy(() -> recorded(x -> {
                    mean.slice(0, 0, 1).assignScale(2);
                    return x;
                }))
                .hasMessageContaining("writes into a tensor from outside");
        assertThatThrownBy(() -> recorded(x -> {
                    var buffer = x.mul(2);
                    buffer.slice(0, 0, 1).assignScale(2);
                    return buffer;
                }))
                .hasMessageContaining("is read after a view of it");
        assertThat(mean.toFloatArray()).hasSize(3);
    }

    @Test
    void aTensorOfAnotherRunIsRefused() {
        var kept = new ArrayList<Tensor>();
        assertThatThrownBy(() -> recorded(x -> {
                    if (kept.isEmpty()) {
                        kept.add(x.mul(2).own());
                    }
                    return x.add(kept.get(0));
                }))
                .isInstanceOf(VireoException.class)
                .hasMessageStartingWith("trace: ");
        kept.forEach(Tensor::close);
    }

    @Test
    void inputsDoNotChange() {
        var sample = sample();
        kept(Trace.recorder().input("x", sample).record(in -> List.of(in.get(0).assignScale(2))));
        assertThat(sample.toFloatArray()).isEqualTo(sample().toFloatArray());
    }

    @Test
    void gradientsAreOff() {
        var weight = Tensor.of(1f, 2f, 3f).requiresGrad(true);
        var trace = recorded(x -> x.mul(weight));
        assertThat(trace.run(sample()).get(0).requiresGrad()).isFalse();
        assertThat(sample().mul(weight).requiresGrad()).isTrue();
        weight.requiresGrad(false);
    }

    @Test
    void badInputsAreRefusedInOneLine() {
        var trace = kept(Trace.recorder()
                .input("x", Tensor.ones(2, 3), "batch")
                .input("y", Tensor.ones(2), "batch")
                .record(in -> List.of(in.get(0).sum(1).mul(in.get(1)))));

        assertThatThrownBy(() -> trace.run(Tensor.ones(4, 3))).hasMessage("trace: takes 2 inputs, [x, y]; got 1");
        assertThatThrownBy(() -> trace.run(Tensor.ones(4, 5), Tensor.ones(4)))
                .hasMessage(
                        "trace: the input 'x' is float32 [4, 5] on cpu; expected float32 [batch, 3] where {batch=4}");
        assertThatThrownBy(() -> trace.run(Tensor.ones(4, 3), Tensor.ones(5)))
                .hasMessage("trace: the input 'y' is float32 [5] on cpu; expected float32 [batch] where {batch=4}");
        assertThatThrownBy(() ->
                        Trace.recorder().input("x", Tensor.ones(2), "batch").input("y", Tensor.ones(3), "batch"))
                .hasMessageContaining("dimensions of one name must be equal");
        assertThatThrownBy(() ->
                        Trace.recorder().input("x", sample()).outputs("a", "b").record(in -> in))
                .hasMessage("trace: the function returns 1 tensors; got the names [a, b]");
    }
}
