package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.engine.tck.CheckedEngine;
import dev.vireo.tensor.Autocast;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.DTypeException;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.autograd.CustomFunction;
import dev.vireo.tensor.autograd.Recomputation;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.Gap;
import dev.vireo.tensor.listener.ListenerScope;
import dev.vireo.tensor.listener.OpListener;
import dev.vireo.tensor.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uses libtorch and the reference engine in one process. */
class TwoEnginesTest {
    private final Engine torch = Engines.named("torch");
    private final Engine reference = Engines.named("reference");
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void free() {
        scope.close();
    }

    @Test
    void aTensorAlreadyOnTheEngineIsReturnedUnchanged() {
        var x = Tensor.of(1f, 2);
        assertThat(x.to(torch)).isSameAs(x);
    }

    @Test
    void theErrorForMixedEnginesSaysHowToMove() {
        var here = Tensor.of(1f, 2);
        var there = Engines.with(reference, () -> Tensor.of(10f, 20));
        assertThatThrownBy(() -> here.add(there))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("torch and reference; move one with to(engine)");
        assertThat(here.add(there.to(here.engine())).toFloatArray()).containsExactly(11, 22);
    }

    @Test
    void unsupportedTypesAreRefusedBeforeAnyWork() {
        var lacking = CheckedEngine.of(reference)
                .withGaps(List.of(new Gap(Optional.empty(), DType.FLOAT16, "there is no such type here")));
        assertThatThrownBy(() -> Tensor.of(1f).to(DType.FLOAT16).to(lacking))
                .isInstanceOf(DTypeException.class)
                .hasMessage("to(reference): the engine reference does not take float16, since there is no such type"
                        + " here; cast to another type, or choose another engine");
    }

    @Test
    void tensorsOnMetaCannotBeMoved() {
        assertThatThrownBy(() -> Tensor.of(1f, 2).to(Device.META).to(reference))
                .isInstanceOf(DeviceException.class)
                .hasMessage("to(reference): the tensor float32 [2] on meta has no values to move; make it on the engine"
                        + " that it is to be on");
    }

    @Test
    void theResultBelongsToTheInnermostScopeAndNothingLeaks() {
        var x = Tensor.of(1f, 2, 3, 4).reshape(2, 2).transpose(0, 1).requiresGrad(true);
        long before = Memory.of(Device.CPU).tensors();
        Tensor moved;
        try (var inner = TensorScope.open()) {
            moved = x.to(reference);
            assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(before + 1);
        }
        assertThat(moved.isClosed()).isTrue();
        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(before);
    }

    @Test
    void listenersAreNotified() {
        var heard = new ArrayList<String>();
        try (var listening = ListenerScope.open(new Moves(heard))) {
            Tensor.of(1f).to(reference).to(torch);
        }
        assertThat(heard).containsExactly("torch to reference", "reference to torch");
    }

    @Test
    void scalarsAreCachedPerEngine() {
        var here = Tensor.of(1f, 2);
        var there = here.to(reference);
        for (int i = 0; i < 2; i++) {
            assertThat(here.mul(2.5).toFloatArray()).containsExactly(2.5f, 5);
            assertThat(there.mul(2.5).toFloatArray()).containsExactly(2.5f, 5);
        }
    }

    @Test
    void aSeedIsReproducibleOnEachEngine() {
        for (var engine : List.of(torch, reference)) {
            var x = Tensor.ones(64).to(engine);
            Generator.seeded(7).use();
            var first = x.dropout(0.5).toFloatArray();
            Generator.seeded(7).use();
            assertThat(x.dropout(0.5).toFloatArray()).isEqualTo(first).contains(0, 2);
        }
    }

    @Test
    void autocastCastsParametersOnBothEngines() {
        var here = Tensor.ones(2, 2).requiresGrad(true);
        var there = Engines.with(reference, () -> Tensor.ones(2, 2)).requiresGrad(true);
        Tensor loss;
        try (var autocast = Autocast.open(DType.BFLOAT16)) {
            var product = Tensor.ones(2, 2).matmul(here);
            assertThat(product.dtype()).isEqualTo(DType.BFLOAT16);
            loss = product.to(reference).matmul(there).to(DType.FLOAT32).sum();
        }
        loss.backward();
        assertThat(here.grad().orElseThrow().toFloatArray()).containsExactly(4, 4, 4, 4);
        assertThat(there.grad().orElseThrow().toFloatArray()).containsExactly(4, 4, 4, 4);
        assertThat(there.grad().orElseThrow().dtype()).isEqualTo(DType.FLOAT32);
    }

    /** Gradient rules that create tensors, such as that of a slice, create them on the engine of their node. */
    @Test
    void aGraphMaySpanBothEnginesSeveralTimes() {
        var w = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3).requiresGrad(true);
        var alone = path(w, torch);
        var expected =
                Autograd.gradients(List.of(alone), List.of(w), false).get(0).toDoubleArray();
        var loss = path(w, reference);
        loss.backward();
        assertThat(loss.engine()).isSameAs(torch);
        assertThat(w.grad().orElseThrow().engine()).isSameAs(torch);
        assertThat(w.grad().orElseThrow().toDoubleArray()).containsExactly(expected, within(1e-12));
    }

    private Tensor path(Tensor w, Engine middle) {
        var started = w.slice(1, 1, 3).softmax(1);
        var away = started.to(middle)
                .split(1, 1)[0]
                .sin()
                .topK(1, 0, true)
                .values()
                .logSoftmax(1);
        return away.to(torch).add(w.slice(1, 0, 1).mul(w.sum())).square().sum();
    }

    @Test
    void backwardStartsFromOutputsOnBothEngines() {
        var w = Tensor.of(2.0).requiresGrad(true);
        var here = w.square().sum();
        var there = w.to(reference).exp().sum();
        Autograd.backward(List.of(there, here), List.of(), false, false);
        assertThat(w.grad().orElseThrow().item()).isEqualTo(4 + Math.exp(2), within(1e-12));
    }

    @Test
    void aRecomputedFunctionMayMoveTensorsBetweenEngines() {
        var w = Tensor.of(0.5, 1).requiresGrad(true);
        var loss = Engines.with(
                reference,
                () -> Recomputation.run(
                        x -> x.to(reference)
                                .mul(Tensor.of(3.0, 4))
                                .sin()
                                .to(torch)
                                .sum(),
                        w));
        loss.backward();
        assertThat(w.grad().orElseThrow().toDoubleArray())
                .containsExactly(new double[] {3 * Math.cos(1.5), 4 * Math.cos(4)}, within(1e-12));
    }

    @Test
    void aCustomFunctionMayUseAnotherEngine() {
        var elsewhere = CustomFunction.of(
                "cube",
                (x, saving) -> saving.save(x).to(reference).pow(3).to(x.engine()),
                (gradient, saved) -> gradient.mul(saved.tensor(0).square()).mul(3));
        var x = Tensor.of(2.0).requiresGrad(true);
        elsewhere.apply(x).backward(Tensor.of(1.0));
        assertThat(x.grad().orElseThrow().item()).isEqualTo(12);
    }

    @Test
    void eachThreadChoosesItsOwnEngine() {
        Engines.with(reference, () -> {
            assertThat(Tensor.ones(1).engine()).isSameAs(reference);
            assertThat(CompletableFuture.supplyAsync(Engines::current).join()).isSameAs(torch);
            return reference;
        });
        assertThat(Engines.current()).isSameAs(torch);
    }

    private record Moves(List<String> heard) implements OpListener {
        @Override
        public void ran(Op op, List<Tensor> inputs, List<Tensor> outputs, String path, long nanos) {}

        @Override
        public void moved(Tensor from, Tensor to, String path) {
            heard.add(from.engine().name() + " to " + to.engine().name());
        }
    }
}
