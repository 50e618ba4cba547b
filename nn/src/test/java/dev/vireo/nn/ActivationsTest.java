package dev.vireo.nn;

import static dev.vireo.nn.Libtorch.agrees;
import static dev.vireo.nn.Libtorch.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.nn.activation.ELU;
import dev.vireo.nn.activation.GELU;
import dev.vireo.nn.activation.GLU;
import dev.vireo.nn.activation.Hardsigmoid;
import dev.vireo.nn.activation.Hardswish;
import dev.vireo.nn.activation.Hardtanh;
import dev.vireo.nn.activation.LeakyReLU;
import dev.vireo.nn.activation.LogSigmoid;
import dev.vireo.nn.activation.LogSoftmax;
import dev.vireo.nn.activation.Mish;
import dev.vireo.nn.activation.PReLU;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.activation.ReLU6;
import dev.vireo.nn.activation.SELU;
import dev.vireo.nn.activation.SiLU;
import dev.vireo.nn.activation.Sigmoid;
import dev.vireo.nn.activation.Softmax;
import dev.vireo.nn.activation.Softplus;
import dev.vireo.nn.activation.Softsign;
import dev.vireo.nn.activation.Tanh;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ActivationsTest {
    static Stream<Arguments> layers() {
        return Stream.of(
                row(new ReLU(), torch::relu),
                row(new ReLU6(), torch::relu6),
                row(new LeakyReLU(), torch::leaky_relu),
                row(new LeakyReLU(0.2), x -> torch.leaky_relu(x, new Scalar(0.2))),
                row(new ELU(), torch::elu),
                row(new SELU(), torch::selu),
                row(new GELU(), torch::gelu),
                row(new GELU(true), x -> torch.gelu(x, "tanh")),
                row(new SiLU(), torch::silu),
                row(new Mish(), torch::mish),
                row(new Hardswish(), torch::hardswish),
                row(new Hardsigmoid(), torch::hardsigmoid),
                row(new Hardtanh(), torch::hardtanh),
                row(new Sigmoid(), torch::sigmoid),
                row(new Tanh(), torch::tanh),
                row(new LogSigmoid(), torch::log_sigmoid),
                row(new Softsign(), torch::softsign),
                row(new Softplus(), torch::softplus),
                row(new Softplus(2), x -> torch.softplus(x, new Scalar(2.0), new Scalar(20.0))),
                row(new Softmax(1), x -> torch.softmax(x, 1)),
                row(new LogSoftmax(-1), x -> torch.log_softmax(x, -1)),
                row(new GLU(), torch::glu),
                row(new GLU(1), x -> torch.glu(x, 1)),
                row(new PReLU(), x -> torch.prelu(x, Tensor.create(0.25f))),
                row(new PReLU(4, 0.1), x -> torch.prelu(x, Tensor.create(0.1f, 0.1f, 0.1f, 0.1f))));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void matchPyTorch(Layer layer, UnaryOperator<Tensor> expected) {
        try (var scope = TensorScope.open()) {
            var x = normal(3, 4, 6).mul(3);
            agrees(layer.getClass().getSimpleName(), layer.call(x), expected.apply(Libtorch.of(x)));
        }
    }

    @Test
    void onlyPReluHasAParameter() {
        try (var layer = new PReLU(4, 0.25)) {
            assertThat(layer.stateDict()).containsOnlyKeys("weight");
        }
    }

    @Test
    void refuseBadArguments() {
        assertThatThrownBy(() -> new Hardtanh(1, -1))
                .isInstanceOf(VireoException.class)
                .hasMessage("Hardtanh: min is 1.0 and max -1.0; expected min < max");
        try (var scope = TensorScope.open()) {
            assertThatThrownBy(() -> new GLU().call(normal(2, 3)))
                    .hasMessageStartingWith("GLU: dimension -1 of [2, 3] has the size 3; expected an even one");
        }
    }

    private static Arguments row(Layer layer, UnaryOperator<Tensor> expected) {
        return Arguments.of(layer, expected);
    }
}
