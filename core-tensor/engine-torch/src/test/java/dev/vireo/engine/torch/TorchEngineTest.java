package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.ClosedTensorException;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Index;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.autograd.AutogradException;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.LossOp;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TorchEngineTest {
    @SuppressWarnings("NullAway.Init")
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void isFoundOnTheClasspath() {
        assertThat(Engines.current().name()).isEqualTo("torch");
        assertThat(Engines.current().devices()).contains(Device.CPU);
        assertThat(Engines.current().diagnosis()).containsKeys("threads", "cuda");
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void copiesValuesOfEveryTypeInAndOut(DType dtype) {
        var x = Tensor.of(0f, 1f, 1f, 0f).to(dtype);
        assertThat(x.dtype()).isEqualTo(dtype);
        assertThat(x.toFloatArray()).containsExactly(0, 1, 1, 0);
    }

    @Test
    void broadcastsAndPromotes() {
        var sum = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).add(Tensor.of(10L, 20L));
        assertThat(sum.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(sum.toFloatArray()).containsExactly(11, 22, 13, 24);
        assertThat(Tensor.of(1, 2).div(2).toFloatArray()).containsExactly(0.5f, 1f);
    }

    @Test
    void readsAViewInRowMajorOrder() {
        var x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertThat(x.transpose(0, 1).toFloatArray()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(x.get(Index.at(1), Index.range(1, 3)).toFloatArray()).containsExactly(5, 6);
        assertThat(x.transpose(0, 1).reshape(-1).toFloatArray()).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void differentiatesAChain() {
        var x = Tensor.of(1.0, 2.0, 3.0).requiresGrad(true);
        x.mul(x).mul(3).exp().log().sum().backward();
        assertThat(x.grad().orElseThrow().toDoubleArray()).containsExactly(new double[] {6, 12, 18}, within(1e-9));
    }

    @Test
    void accumulatesGradientsOverCalls() {
        var x = Tensor.of(2.0).requiresGrad(true);
        x.square().sum().backward();
        x.square().sum().backward();
        assertThat(x.grad().orElseThrow().item()).isEqualTo(8);
    }

    @Test
    void gradientsOfTwoLeavesShareNoMemory() {
        var a = Tensor.of(1.0).requiresGrad(true);
        var b = Tensor.of(1.0).requiresGrad(true);
        a.add(b).sum().backward();
        a.sum().backward();
        assertThat(a.grad().orElseThrow().item()).isEqualTo(2);
        assertThat(b.grad().orElseThrow().item()).isEqualTo(1);
    }

    @Test
    void differentiatesTwice() {
        var x = Tensor.of(2.0).requiresGrad(true);
        var first =
                Autograd.gradients(List.of(x.pow(3).sum()), List.of(x), true).get(0);
        var second = Autograd.gradients(List.of(first.sum()), List.of(x), false).get(0);
        assertThat(first.item()).isCloseTo(12, within(1e-9));
        assertThat(second.item()).isCloseTo(12, within(1e-9));
    }

    @Test
    void differentiatesThroughADecompositionASecondTime() {
        var x = Tensor.of(new double[] {1, 2, 4, 8}, 2, 2).requiresGrad(true);
        var y = x.layerNorm(1e-5).square().mul(Tensor.of(1.0, 3.0)).sum();
        var first = Autograd.gradients(List.of(y), List.of(x), true).get(0);
        var second = Autograd.gradients(List.of(first.square().sum()), List.of(x), false)
                .get(0);
        assertThat(second.toDoubleArray()).doesNotContain(Double.NaN).hasSize(4);
    }

    @Test
    void computesTheGradientOfAConvolution() {
        var x = Tensor.ones(1, 1, 4, 4);
        var weight = Tensor.ones(2, 1, 3, 3).requiresGrad(true);
        var one = Dims.of(1, 1);
        var y = x.conv(new Convolution.Conv(one, Dims.of(0, 0), one, 1), weight);
        assertThat(y.shape()).isEqualTo(Shape.of(1, 2, 2, 2));
        y.sum().backward();
        assertThat(weight.grad().orElseThrow().toFloatArray()).containsOnly(4);
    }

    @Test
    void computesCrossEntropy() {
        var logits = Tensor.of(new float[] {0, 0, 0, 0}, 2, 2).requiresGrad(true);
        var loss = logits.loss(new LossOp.CrossEntropy(LossOp.Reduce.MEAN, -100, 0), Tensor.of(0L, 1L));
        assertThat(loss.item()).isCloseTo(Math.log(2), within(1e-6));
        loss.backward();
        assertThat(logits.grad().orElseThrow().toFloatArray()).containsExactly(-0.25f, 0.25f, 0.25f, -0.25f);
    }

    @Test
    void refusesShapesThatDoNotFitInOneLine() {
        assertThatThrownBy(() -> Tensor.ones(2, 3).matmul(Tensor.ones(2, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("matMul: [2, 3] has 3 columns, [2, 3] has 2 rows");
    }

    @Test
    void namesTheLayerThatFailed() {
        try (var layer = TensorScope.open("encoder")) {
            assertThatThrownBy(() -> Tensor.ones(2).add(Tensor.ones(3))).hasMessageEndingWith("(in encoder)");
        }
    }

    @Test
    void refusesMixedDevices() {
        var meta = Tensor.zeros(new TensorSpec(Shape.of(2), DType.FLOAT32, Device.META));
        assertThatThrownBy(() -> meta.add(Tensor.ones(2)))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("meta and cpu");
        assertThat(meta.add(1).shape()).isEqualTo(Shape.of(2));
    }

    @Test
    void saysHowATensorWasClosed() {
        Tensor inside;
        try (var inner = TensorScope.open("block")) {
            inside = Tensor.ones(2);
        }
        assertThatThrownBy(() -> inside.add(1))
                .isInstanceOf(ClosedTensorException.class)
                .hasMessageContaining("closed by the call of block")
                .hasMessageContaining("keep");
    }

    @Test
    void refusesASecondBackward() {
        var x = Tensor.of(1.0).requiresGrad(true);
        var y = x.square().sum();
        y.backward();
        assertThatThrownBy(y::backward).isInstanceOf(AutogradException.class).hasMessageContaining("retainGraph");
    }

    @Test
    void detectsThatASavedTensorWasModified() {
        var x = Tensor.of(1.0).requiresGrad(true);
        var factor = Tensor.of(3.0);
        var y = x.mul(factor).sum();
        factor.assignScale(2);
        assertThatThrownBy(y::backward).isInstanceOf(AutogradException.class).hasMessageContaining("modified in place");
    }

    @Test
    void refusesToWriteIntoARecordedTensor() {
        var x = Tensor.of(1.0).requiresGrad(true);
        assertThatThrownBy(() -> x.assignScale(2)).hasMessageContaining("noGrad");
    }

    @Test
    void keepsSavedTensorsAfterTheLayersScopeIsClosed() {
        var x = Tensor.of(3.0).requiresGrad(true);
        Tensor loss;
        try (var layer = TensorScope.open("layer")) {
            loss = layer.keep(x.exp().square().sum());
        }
        loss.backward();
        assertThat(x.grad().orElseThrow().item()).isCloseTo(2 * Math.exp(6), within(1e-9));
    }

    @Test
    void leaksNothing() {
        run();
        long tensors = Memory.of(Device.CPU).tensors();
        long bytes = Memory.of(Device.CPU).bytes();
        for (int i = 0; i < 100; i++) {
            run();
        }
        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(tensors);
        assertThat(Memory.of(Device.CPU).bytes()).isEqualTo(bytes);
    }

    private static void run() {
        try (var step = TensorScope.open()) {
            var x = Tensor.ones(4, 8).requiresGrad(true);
            var y = x.linear(Tensor.ones(3, 8)).relu().layerNorm(1e-5).softmax(1);
            y.sum().backward();
            x.clearGrad();
            x.gelu().sum();
        }
    }

    @Test
    void printsLikeNumPy() {
        assertThat(Tensor.of(new float[] {1, 2.5f, 3, 4}, 2, 2)).hasToString("""
                float32 [2, 2] on cpu
                [[1.0000, 2.5000],
                 [3.0000, 4.0000]]""");
    }
}
