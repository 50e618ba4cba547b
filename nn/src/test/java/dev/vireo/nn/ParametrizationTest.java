package dev.vireo.nn;

import static dev.vireo.nn.convolution.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.init.Initializers;
import dev.vireo.nn.parametrization.FakeQuantize;
import dev.vireo.nn.parametrization.LoRA;
import dev.vireo.nn.parametrization.Mask;
import dev.vireo.nn.parametrization.WeightNorm;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Recomputation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Parametrizations: training, moves, loading, recomputation and merging. */
final class ParametrizationTest extends InScope {
    private static final class Doubled extends Parametrization {
        Doubled(String name) {
            super(name);
        }

        @Override
        protected Tensor materialize(Tensor base) {
            return base.mul(2);
        }
    }

    private static Sequential net() {
        return new Sequential(new Linear(3, 4), new Linear(4, 2));
    }

    private static Tensor input() {
        return Libtorch.normal(5, 3);
    }

    private static void addAll(Block net) {
        var first = net.parameter("0.weight");
        first.parametrize(new LoRA(first.stored(), 2, 4));
        var b = net.parameter("0.weight.lora.b").stored();
        Initializers.initialize(b, shape -> Initializers.normal(shape, 1));
        first.parametrize(new Mask(Tensor.of(new float[] {1, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0}, 4, 3)
                .ne(0)));
        var second = net.parameter("1.weight");
        second.parametrize(new WeightNorm(second.stored()));
        second.parametrize(new FakeQuantize(4));
    }

    @Test
    void parametersAndBuffersOfParametrizationsHavePaths() {
        try (var net = net()) {
            addAll(net);
            assertThat(net.stateDict())
                    .containsOnlyKeys(
                            "0.weight",
                            "0.weight.lora.a",
                            "0.weight.lora.b",
                            "0.weight.pruning.mask",
                            "0.bias",
                            "1.weight",
                            "1.weight.weight_norm.g",
                            "1.bias");
            assertThat(net.namedBlocks()).containsKeys("0.weight.lora", "1.weight.fake_quantize");
            assertThat(net.parameters()).hasSize(7);
            assertThat(net.parameter("0.weight").parametrizations())
                    .extracting(Parametrization::name)
                    .containsExactly("lora", "pruning");
            assertThat(net.summary(5, 3).toString()).contains("0.weight.lora", "LoRA", "[4, 3]");
        }
    }

    @Test
    void aLowRankUpdateTrainsOnAFrozenNetwork() {
        try (var net = net()) {
            var x = input();
            var before = net.call(x).toFloatArray();
            net.freeze();
            var weight = net.parameter("0.weight");
            weight.parametrize(new LoRA(weight.stored(), 2, 4));

            assertThat(net.call(x).toFloatArray()).containsExactly(before);
            assertThat(net.parameters()).hasSize(2);
            net.call(x).square().sum().backward();
            assertThat(net.parameter("0.weight.lora.b").stored().grad()).isPresent();
            assertThat(weight.stored().grad()).isEmpty();
            assertThat(net.block("0").isTraining()).isFalse();
        }
    }

    /** Compares the output with (W + s B A) x. */
    @Test
    void lowRankUpdatesFollowThePapersFormula() {
        try (var layer = new Linear(3, 4, false);
                var conv = new Conv2d(2, 3, kernel(2))) {
            var weight = layer.parameter("weight");
            var lora = new LoRA("adapter", weight.stored(), 2, 6);
            weight.parametrize(lora);
            var a = Libtorch.normal(2, 3);
            var b = Libtorch.normal(4, 2);
            lora.loadStateDict(Map.of("a", a, "b", b));
            var x = input();
            var expected = x.linear(weight.stored()).add(x.linear(a).linear(b).mul(3));
            assertThat(layer.call(x).toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-5f));

            var kernel = conv.parameter("weight");
            kernel.parametrize(new LoRA(kernel.stored(), 1, 1));
            assertThat(conv.parameter("weight.lora.a").stored().shape()).isEqualTo(Shape.of(1, 8));
            assertThat(kernel.value().shape()).isEqualTo(kernel.stored().shape());
            assertThatThrownBy(() -> new LoRA(conv.parameter("bias").stored(), 1, 1))
                    .hasMessageContaining("expected at least 2");
        }
    }

    @Test
    void weightNormMatchesPyTorch() {
        try (var layer = new Linear(3, 4, false)) {
            var weight = layer.parameter("weight");
            var before = weight.value().toFloatArray();
            weight.parametrize(new WeightNorm(weight.stored()));
            assertThat(weight.value().toFloatArray()).containsExactly(before, within(1e-6f));
            var g = layer.parameter("weight.weight_norm.g").stored();
            Initializers.initialize(g, shape -> Initializers.uniform(shape, 1, 2));
            var v = Libtorch.of(weight.stored());
            var expected = v.mul(Libtorch.of(g).div(torch.norm_except_dim(v, 2, 0)));
            Libtorch.agrees("weight norm", weight.value(), expected);
        }
    }

    @Test
    void fakeQuantizedWeightsAreRoundedAndPassGradients() {
        try (var layer = new Linear(3, 1, false)) {
            layer.loadStateDict(Map.of("weight", Tensor.of(new float[] {0.7f, -0.32f, 0.11f}, 1, 3)));
            layer.parametrize("weight", new FakeQuantize(4)); // -7 to 7, in steps of 0.1
            var value = layer.parameter("weight").value().toFloatArray();
            assertThat(value).containsExactly(new float[] {0.7f, -0.3f, 0.1f}, within(1e-6f));
            layer.call(Tensor.of(new float[] {1, 2, 3}, 1, 3)).sum().backward();
            var gradient = layer.parameters().get(0).grad().orElseThrow();
            assertThat(gradient.toFloatArray()).containsExactly(1, 2, 3);
            assertThatThrownBy(() -> new FakeQuantize(1)).hasMessage("FakeQuantize: bits is 1; expected 2 to 16");
        }
    }

    @Test
    void aMaskStopsValuesAndGradients() {
        try (var layer = new Linear(3, 1, false)) {
            layer.parametrize(
                    "weight", new Mask(Tensor.of(new float[] {1, 0, 1}, 1, 3).ne(0)));
            layer.call(Tensor.ones(1, 3)).sum().backward();
            assertThat(layer.parameter("weight").value().toFloatArray()[1]).isZero();
            assertThat(layer.parameters().get(0).grad().orElseThrow().toFloatArray())
                    .containsExactly(1, 0, 1);
            assertThatThrownBy(() -> new Mask(Tensor.ones(3))).hasMessageContaining("expected bool");
        }
    }

    @Test
    void mergingGivesEqualOutputsAndFreesTheParametrizations() {
        long before = Memory.of(Device.CPU).tensors();
        try (var net = net();
                var scope = TensorScope.open()) {
            addAll(net);
            var x = input();
            var expected = net.call(x).toFloatArray();
            assertThat(net.materialized(() -> {
                        assertThat(net.stateDict()).containsOnlyKeys("0.weight", "0.bias", "1.weight", "1.bias");
                        return net.call(x).toFloatArray();
                    }))
                    .containsExactly(expected);
            assertThat(net.stateDict()).hasSize(8);
            var a = net.parameter("0.weight.lora.a").stored();

            net.merge();

            assertThat(net.call(x).toFloatArray()).containsExactly(expected, within(1e-6f));
            assertThat(net.stateDict()).containsOnlyKeys("0.weight", "0.bias", "1.weight", "1.bias");
            assertThat(net.parameters()).hasSize(4);
            assertThat(a.isClosed()).isTrue();
            net.merge(); // a second merge has no effect
        }
        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(before);
    }

    @Test
    void parametrizationsSurviveMovesFreezingAndLoading() {
        try (var net = net();
                var other = net()) {
            addAll(net);
            var x = input();
            var expected = net.call(x).toFloatArray();
            net.freeze().unfreeze();
            net.to(Device.CPU, DType.FLOAT64);
            assertThat(net.parameter("0.weight").value().dtype()).isEqualTo(DType.FLOAT64);
            assertThat(net.stateDict().get("0.weight.pruning.mask").dtype()).isEqualTo(DType.BOOL);
            net.to(Device.CPU, DType.FLOAT32);
            assertThat(net.call(x).toFloatArray()).containsExactly(expected);

            var state = copy(net.stateDict());
            net.to(Device.META, DType.FLOAT32);
            assertThat(net.call(x.to(Device.META)).shape()).isEqualTo(Shape.of(5, 2));
            net.toEmpty(Device.CPU).loadStateDict(state);
            assertThat(net.call(x).toFloatArray()).containsExactly(expected);
            net.to(Device.META, DType.FLOAT32).assignStateDict(state);
            assertThat(net.call(x).toFloatArray()).containsExactly(expected);

            var report = net.loadMatching(other.stateDict()); // from a plain network
            assertThat(report.matched()).hasSize(4);
            assertThat(report.missing()).contains("0.weight.lora.a").hasSize(4);
        }
    }

    @Test
    void gradientsAreRightWhenActivationsAreRecomputed() {
        try (var net = net()) {
            addAll(net);
            net.call(input()).square().sum().backward();
            var expected = gradients(net);
            net.clearGradients();
            Recomputation.run(net::call, input()).square().sum().backward();
            assertThat(gradients(net)).isEqualTo(expected);
        }
    }

    @Test
    void aTiedParameterHasOneValue() {
        try (var net = new ParameterTest.TiedModel()) {
            net.parametrize("head.weight", new Doubled("doubled"));
            assertThat(net.parameter("embedding.weight").parametrizations()).hasSize(1);
            net.parameter("head.weight").untie();
            assertThat(net.parameter("head.weight").parametrizations()).isEmpty();
        }
    }

    @Test
    void invalidParametrizationsAreRefused() {
        final class Flat extends Parametrization {
            Flat() {
                super("flat");
            }

            @Override
            protected Tensor materialize(Tensor base) {
                return base.flatten(0);
            }
        }
        try (var net = net()) {
            assertThatThrownBy(() -> net.parametrize("0.weight", new Flat()))
                    .hasMessage("parametrize: 'flat' makes float32 [12] on cpu of 'weight' of Linear, which is float32"
                            + " [4, 3] on cpu; expected the same shape and type");
            assertThat(net.parameter("0.weight").parametrizations()).isEmpty();
            net.parametrize("0.weight", new Doubled("doubled"));
            assertThatThrownBy(() -> net.parametrize("0.weight", new Doubled("doubled")))
                    .hasMessageContaining("has a parametrization 'doubled' already");
            assertThatThrownBy(() -> new Doubled("a.b")).hasMessageContaining("'a.b' is no name");
            assertThatThrownBy(() -> net.replace("0.weight.doubled", new Identity()))
                    .hasMessageContaining("is a parametrization");
            assertThatThrownBy(() -> net.parametrize("0.bias", new WeightNorm(Tensor.ones(4))))
                    .hasMessageContaining("WeightNorm: the weight [4] has 1 dimensions");
        }
    }

    private static List<String> gradients(Block net) {
        return net.parameters().stream()
                .map(each -> Arrays.toString(each.grad().orElseThrow().toFloatArray()))
                .toList();
    }

    private static Map<String, Tensor> copy(Map<String, Tensor> state) {
        var copies = new LinkedHashMap<String, Tensor>();
        state.forEach((key, value) -> copies.put(key, value.detach().copy()));
        return copies;
    }
}
