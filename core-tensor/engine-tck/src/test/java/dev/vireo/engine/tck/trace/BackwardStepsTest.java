package dev.vireo.engine.tck.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.CustomFunction;
import dev.vireo.tensor.autograd.Recomputation;
import dev.vireo.tensor.listener.BackwardStep;
import dev.vireo.tensor.listener.ListenerScope;
import dev.vireo.tensor.listener.OpListener;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests which steps of a backward pass are reported to listeners. */
final class BackwardStepsTest extends OnReferenceEngine {
    /** Records steps as {@code backward exp (in layer)}, and operations as {@code exp (in layer)}. */
    private static class Notes implements OpListener {
        final List<String> heard = new ArrayList<>();

        @Override
        public void ran(Op op, List<Tensor> inputs, List<Tensor> outputs, String path, long nanos) {
            heard.add(OpKeys.label(op) + in(path));
        }

        @Override
        public void ranBackward(BackwardStep step) {
            heard.add("backward " + step.recorded().name() + in(step.recorded().path()));
        }

        private static String in(String path) {
            return path.isEmpty() ? "" : " (in " + path + ")";
        }
    }

    private static List<String> backward(Tensor loss) {
        var notes = new Notes();
        try (var listening = ListenerScope.open(notes)) {
            loss.backward();
        }
        return notes.heard;
    }

    private static Tensor leaf() {
        return Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).requiresGrad(true);
    }

    @Test
    void eachNodeIsOneStepWithTheLayerThatRecordedIt() {
        var x = leaf();
        Tensor loss;
        try (var layer = TensorScope.open("net")) {
            loss = layer.keep(x.exp()).sum().keep();
        }
        assertThat(backward(loss))
                .containsExactly("full", "backward sum (in net)", "backward exp (in net)", "backward accumulate");
    }

    @Test
    void aStepHasTheGradientsOfItsResultsAndOfItsInputs() {
        var x = leaf();
        var constant = sample();
        var loss = x.mul(constant).sum();
        var products = new ArrayList<BackwardStep>();
        var listener = new Notes() {
            @Override
            public void ranBackward(BackwardStep step) {
                if (step.recorded().name().equals("mul")) {
                    products.add(step);
                    assertThat(step.gradients().get(0).orElseThrow().toFloatArray())
                            .containsOnly(1);
                    assertThat(step.results().get(0).orElseThrow().toFloatArray())
                            .containsExactly(1, 2, 3, 4, 5, 6);
                    assertThat(step.results().get(1)).isEmpty();
                }
            }
        };
        try (var listening = ListenerScope.open(listener)) {
            loss.backward();
        }
        assertThat(products).hasSize(1).allSatisfy(step -> {
            assertThat(step.recorded().op()).map(OpKeys::label).hasValue("mul");
            assertThat(step.nanos()).isPositive();
        });
    }

    @Test
    void sumsOfGradientsAreSteps() {
        var x = leaf();
        var y = x.exp();
        assertThat(backward(y.sin().add(y.cos()).sum()))
                .filteredOn(step -> step.endsWith("accumulate"))
                .as("at y, and at x")
                .hasSize(2);
    }

    @Test
    void aListenerCanRequestTheOperationsInsideAStep() {
        var notes = new Notes() {
            @Override
            public boolean entersBackward() {
                return true;
            }
        };
        var loss = leaf().sin().sum();
        try (var listening = ListenerScope.open(notes)) {
            loss.backward();
        }
        assertThat(notes.heard).containsSubsequence("cos", "mul", "backward sin");
    }

    @Test
    void aCustomFunctionIsOneStepUnderItsName() {
        var twice = CustomFunction.of("twice", (x, saving) -> x.mul(2), (gradient, saved) -> gradient.mul(2));
        assertThat(backward(twice.apply(leaf()).sum()))
                .contains("backward twice (in twice)")
                .doesNotContain("mul");
    }

    @Test
    void aRowGradientIsAStep() {
        var table = leaf();
        var index = Tensor.of(1, 0, 1).to(DType.INT64);
        assertThat(backward(table.sparseEmbedding(index, -1).sum())).contains("backward embedding");
        assertThat(table.grad()).isPresent();
    }

    @Test
    void gradientsOnMetaAreSteps() {
        var x = sample().to(Device.META).requiresGrad(true);
        assertThat(backward(x.exp().sum())).contains("backward sum", "backward exp");
    }

    @Test
    void recomputationIsReportedAsItsOperationsInTheirLayers() {
        var x = leaf();
        Tensor loss;
        try (var layer = TensorScope.open("net")) {
            loss = Recomputation.run(BackwardStepsTest::block, x).sum().keep();
        }
        assertThat(backward(loss))
                .containsSubsequence(
                        "backward sum (in net)",
                        "exp (in net.block)",
                        "backward exp (in net.block)",
                        "backward accumulate")
                .doesNotContain("backward recomputation (in net)");
    }

    private static Tensor block(Tensor x) {
        try (var layer = TensorScope.open("block")) {
            return layer.keep(x.exp());
        }
    }

    @Test
    void anExceptionOfAListenerEndsThePass() {
        var listener = new Notes() {
            @Override
            public void ranBackward(BackwardStep step) {
                throw new VireoException("refused");
            }
        };
        Tensor loss;
        try (var layer = TensorScope.open("net")) {
            loss = leaf().sum().keep();
        }
        try (var listening = ListenerScope.open(listener)) {
            assertThatThrownBy(loss::backward).hasMessage("refused (in net)");
        }
        assertThat(Optional.of(loss)).get().extracting(Tensor::isClosed).isEqualTo(false);
    }
}
