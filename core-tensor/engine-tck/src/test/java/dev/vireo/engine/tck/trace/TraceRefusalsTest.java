package dev.vireo.engine.tck.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.GradMode;
import dev.vireo.tensor.trace.Trace;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tracing refuses functions that read values depending on the inputs into Java. */
final class TraceRefusalsTest extends OnReferenceEngine {
    static Stream<Arguments> readsOfInputs() {
        return Stream.of(
                function("item", x -> x.mul(x.amax().item())),
                function("toFloatArray", x -> Tensor.of(x.toFloatArray(), 2, 3)),
                function("toDoubleArray", x -> x.add(Tensor.of(x.mul(2).toDoubleArray(), 2, 3))),
                function("toIntArray", x -> x.mul(x.to(DType.INT32).toIntArray()[0])),
                function("read", x -> {
                    var buffer = FloatBuffer.allocate(6);
                    x.exp().read(buffer);
                    return Tensor.of(buffer.flip(), DType.FLOAT32, 2, 3);
                }),
                function("branch", x -> x.sum().item() > 0 ? x : x.neg()),
                function("boolean", x -> x.gt(0).all().toBooleanArray()[0] ? x : x.neg()),
                function(
                        "alias",
                        x -> x.mul(x.detach().get().slice(0, 0, 1).amax().item())),
                function("itemOrNaN", x -> x.mul(x.sum().itemOrNaN())));
    }

    private static Arguments function(String name, UnaryOperator<Tensor> function) {
        return Arguments.of(name, function);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readsOfInputs")
    void readingValuesThatDependOnAnInputIsRefused(String name, UnaryOperator<Tensor> function) {
        assertThatThrownBy(() -> recorded(function))
                .isInstanceOf(VireoException.class)
                .hasMessageContaining("Java reads the values of")
                .hasMessageContaining("which depend on an input")
                .hasMessageContaining("at TraceRefusalsTest.java:");
    }

    @Test
    void backwardPassesAreRefused() {
        assertThatThrownBy(() -> recorded(x -> {
                    try (var on = GradMode.on()) {
                        var leaf = Tensor.ones(3).requiresGrad(true);
                        leaf.exp().sum().backward();
                        return x.add(leaf.grad().orElseThrow());
                    }
                }))
                .isInstanceOf(VireoException.class)
                .hasMessageContaining("trace: backward: a trace follows the forward pass only");
    }

    @Test
    void theLayerIsNamed() {
        assertThatThrownBy(() -> recorded(x -> {
                    try (var net = TensorScope.open("net");
                            var layer = TensorScope.open("gate")) {
                        return x.mul(x.amax().item());
                    }
                }))
                .hasMessageEndingWith("(in net.gate)");
    }

    @Test
    void aRefusalHoldsEvenIfTheFunctionCatchesIt() {
        assertThatThrownBy(() -> recorded(x -> {
                    try {
                        return x.mul(x.amax().item());
                    } catch (VireoException e) {
                        return x;
                    }
                }))
                .hasMessageContaining("Java reads the values");
    }

    @Test
    void valuesReadInOtherWaysAreDetectedBecauseTheyDiffer() {
        assertThatThrownBy(() -> recorded(x -> x.mul(elsewhere(x))))
                .isInstanceOf(VireoException.class)
                .hasMessageStartingWith("trace: full")
                .hasMessageContaining("the attribute value is [");
        assertThatThrownBy(() -> recorded(x -> x.mul(Tensor.of((float) elsewhere(x)))))
                .hasMessageContaining("used by mul")
                .hasMessageContaining("is not the same tensor, or has not the same values");
    }

    private static double elsewhere(Tensor x) {
        return CompletableFuture.supplyAsync(() -> x.toFloatArray()[5] + x.toFloatArray()[1])
                .join();
    }

    @Test
    void tensorsOfOtherThreadsAreRefused() {
        var others = new ArrayList<Tensor>();
        assertThatThrownBy(() -> recorded(x -> {
                    var other =
                            CompletableFuture.supplyAsync(() -> x.exp().own()).join();
                    others.add(other);
                    return x.add(other);
                }))
                .hasMessageContaining("is not the same tensor");
        others.forEach(Tensor::close);
    }

    @Test
    void refusedRecordingsLeakNothing() {
        var weight = Tensor.of(1f, 2f, 3f);
        var before = Memory.of(Device.CPU).tensors();
        assertThatThrownBy(() -> recorded(x -> x.add(weight).mul(x.toFloatArray()[0])))
                .isInstanceOf(VireoException.class);
        assertThatThrownBy(() -> recorded(x -> x.add(weight).add(Tensor.of((float) elsewhere(x)))))
                .isInstanceOf(VireoException.class);
        assertThatThrownBy(() ->
                        recorded(x -> x.add(weight).slice(0, 0, x.shape().size(0) / 2), "n"))
                .isInstanceOf(VireoException.class);
        try (var scope = TensorScope.open();
                var trace = Trace.recorder()
                        .input("x", sample(), "n")
                        .record(in -> List.of(in.get(0).add(weight), in.get(0), weight))) {
            assertThat(trace.run(Tensor.ones(5, 3))).hasSize(3);
        }
        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(before + 3); // the samples of the refused recordings
    }

    @Test
    void valuesThatDependOnlyOnParametersCanBeRead() {
        var weight = Tensor.of(1f, 5f, 3f);
        var trace = recorded(x -> x.div(weight.amax().item()));
        assertThat(trace.run(Tensor.ones(2, 3)).get(0).toFloatArray()).containsOnly(.2f);
    }

    @Test
    void printingIsAllowed() {
        var trace = recorded(x -> {
            assertThat(x.mul(2).toString()).contains("[2");
            return x;
        });
        assertThat(trace.steps()).isEmpty();
    }

    @Test
    void controlFlowThatDependsOnValuesIsRefused() {
        assertThatThrownBy(() -> recorded(x -> elsewhere(x) == 8 ? x.exp() : x.neg()))
                .hasMessageContaining("step 0 is exp at TraceRefusalsTest.java:")
                .hasMessageContaining("with other values it is neg")
                .hasMessageEndingWith("the network's control flow depends on its input, and a trace has none");
    }
}
