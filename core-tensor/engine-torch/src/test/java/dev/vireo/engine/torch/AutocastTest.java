package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.Autocast;
import dev.vireo.tensor.Autograd;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AutocastTest {
    private TensorScope scope;
    private Tensor x;
    private Tensor weight;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        x = Tensor.arange(40).mul(0.0137f).sin().reshape(5, 8).requiresGrad(true);
        weight = Tensor.arange(24).mul(0.31f).cos().reshape(3, 8).requiresGrad(true);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private Tensor loss() {
        return x.linear(weight)
                .tanh()
                .matmul(weight)
                .layerNorm(1e-5)
                .softmax(1)
                .square()
                .mean();
    }

    private List<Tensor> gradients() {
        return List.of(x.grad().orElseThrow(), weight.grad().orElseThrow());
    }

    private List<float[]> values() {
        return gradients().stream().map(Tensor::toFloatArray).toList();
    }

    @Test
    void backwardInsideComputesAsOutside() {
        loss().backward();
        var outside = values();
        x.clearGrad();
        weight.clearGrad();
        var again = loss();
        try (var autocast = Autocast.open(DType.BFLOAT16)) {
            again.backward();
        }
        assertThat(gradients()).allMatch(gradient -> gradient.dtype() == DType.FLOAT32);
        assertThat(values()).usingRecursiveComparison().isEqualTo(outside);
    }

    @Test
    void secondDerivativesInsideAreThoseOfOutside() {
        var outside = second(loss());
        var recorded = loss();
        float[] inside;
        try (var autocast = Autocast.open(DType.BFLOAT16)) {
            inside = second(recorded);
        }
        assertThat(inside).isEqualTo(outside);
    }

    private float[] second(Tensor loss) {
        var first = Autograd.gradients(List.of(loss), List.of(weight), true).get(0);
        return Autograd.gradients(List.of(first.square().sum()), List.of(x), false)
                .get(0)
                .toFloatArray();
    }

    @Test
    void whatForwardCastIsDifferentiatedInTheTypesThatItChose() {
        Tensor recorded;
        try (var autocast = Autocast.open(DType.BFLOAT16)) {
            recorded = loss();
        }
        recorded.backward();
        var outside = values();
        x.clearGrad();
        weight.clearGrad();
        try (var autocast = Autocast.open(DType.BFLOAT16)) {
            loss().backward();
            assertThat(Autocast.isOn()).isTrue();
        }
        assertThat(values()).usingRecursiveComparison().isEqualTo(outside);
    }
}
