package dev.vireo.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.VireoException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests parameter handles, tied parameters and hooks under moves, freezing and loading. */
final class ParameterTest extends InScope {
    /**
     * Maps token ids {@code [N, T]} to logits {@code [N, T, V]}. The embedding and the output layer share a weight
     * {@code [V, D]}.
     */
    static final class TiedModel extends Layer {
        private final Embedding embedding = child("embedding", new Embedding(7, 3));
        private final Linear head = child("head", new Linear(3, 7, false));

        TiedModel() {
            head.parameter("weight").tie(embedding.parameter("weight"));
        }

        @Override
        public Tensor forward(Tensor tokens) {
            return head.call(embedding.call(tokens).tanh());
        }
    }

    /** A network that contains one layer object twice. */
    private static final class TwiceModel extends Layer {
        private final Linear first = child("first", new Linear(3, 3));
        private final Linear second = child("second", first);

        @Override
        public Tensor forward(Tensor x) {
            return second.call(first.call(x).relu());
        }
    }

    @Test
    void aHandleReadsTheCurrentTensor() {
        try (var net = new Linear(2, 3)) {
            var weight = net.parameter("weight");
            net.to(Device.CPU, DType.FLOAT64);
            assertThat(weight.value().dtype()).isEqualTo(DType.FLOAT64);
            assertThat(weight.value())
                    .isSameAs(weight.stored())
                    .isSameAs(net.parameters().get(0));
            net.assignStateDict(Map.of("weight", Tensor.ones(3, 2), "bias", Tensor.ones(3)));
            assertThat(weight.value().toFloatArray()).containsOnly(1);
            net.to(Device.META, DType.FLOAT32).toEmpty(Device.CPU);
            assertThat(weight.value().toFloatArray()).containsOnly(0);
            assertThat(weight).hasToString("'weight' of Linear");
        }
    }

    @Test
    void aMissingNameIsReportedWithTheNamesThatExist() {
        try (var net = new Sequential(new Linear(2, 3))) {
            assertThatThrownBy(() -> net.parameter("0.wait"))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContainingAll("no parameter '0.wait' in Sequential", "'0' has", "[weight, bias]");
            assertThatThrownBy(() -> net.block("1")).hasMessageContainingAll("no block '1'", "children [0]");
            assertThat(net.block("0")).isSameAs(net.children().get("0"));
            assertThat(net.namedBlocks()).containsOnlyKeys("", "0");
        }
    }

    @Test
    void tiedParametersAreOneInTheOptimizerAndTwoInTheStateDict() {
        try (var net = new TiedModel()) {
            assertThat(net.namedParameters()).containsOnlyKeys("embedding.weight");
            assertThat(net.parameters()).hasSize(1);
            assertThat(net.stateDict()).containsOnlyKeys("embedding.weight", "head.weight");
            assertThat(net.stateDict().get("head.weight"))
                    .isSameAs(net.stateDict().get("embedding.weight"));
            var tokens = new TensorSpec(Shape.of(1, 2), DType.INT64, Device.CPU);
            assertThat(Summary.of(net, in -> net.call(in.get(0)), tokens).parameters())
                    .isEqualTo(21);
        }
    }

    @Test
    void gradientsOfTiedParametersAddUp() {
        try (var tied = new TiedModel();
                var embedding = new Embedding(7, 3);
                var head = new Linear(3, 7, false)) {
            embedding.loadStateDict(Map.of("weight", tied.stateDict().get("head.weight")));
            head.loadStateDict(Map.of("weight", tied.stateDict().get("head.weight")));
            var tokens = Tensor.of(new long[] {0, 3, 3, 6}, 2, 2);

            tied.call(tokens).square().sum().backward();
            head.call(embedding.call(tokens).tanh()).square().sum().backward();

            var sum = gradient(embedding).add(gradient(head));
            assertThat(gradient(tied).toFloatArray()).containsExactly(sum.toFloatArray());
        }
    }

    @Test
    void tiesSurviveMovesAndLoading() {
        try (var net = new TiedModel()) {
            var state = copy(net.stateDict());
            net.to(Device.META, DType.FLOAT32);
            assertThat(net.parameters()).hasSize(1);
            net.toEmpty(Device.CPU).to(Device.CPU, DType.FLOAT64);
            assertThat(net.parameters()).hasSize(1);
            net.loadStateDict(state);
            assertThat(net.parameters().get(0).toFloatArray())
                    .containsExactly(state.get("head.weight").toFloatArray());

            var shared = Tensor.ones(7, 3);
            net.assignStateDict(Map.of("embedding.weight", shared, "head.weight", shared));
            assertThat(net.parameters()).hasSize(1).allMatch(each -> each == shared);
            net.loadStateDict(Map.of("head.weight", Tensor.zeros(7, 3))); // one of both names suffices
            assertThat(shared.toFloatArray()).containsOnly(0);
            net.freeze().unfreeze();
            assertThat(net.parameters()).hasSize(1);
        }
    }

    @Test
    void valuesOfTiedNamesMustAgree() {
        try (var net = new TiedModel()) {
            var before = net.parameters().get(0).toFloatArray();
            var state = Map.of("embedding.weight", Tensor.ones(7, 3), "head.weight", Tensor.zeros(7, 3));
            assertThatThrownBy(() -> net.loadStateDict(state))
                    .hasMessage("loadStateDict: 'embedding.weight' and 'head.weight' are one shared parameter, and the"
                            + " state has two different values for it");
            assertThatThrownBy(() -> net.loadMatching(state)).hasMessageStartingWith("loadMatching: 'emb");
            assertThatThrownBy(() -> net.assignStateDict(state)).hasMessageStartingWith("assignStateDict: 'emb");
            assertThat(net.parameters().get(0).toFloatArray()).containsExactly(before);
            var equal = Map.of("embedding.weight", nan(), "head.weight", nan());
            net.loadStateDict(equal);
            net.assignStateDict(equal);
            assertThat(net.parameters()).hasSize(1);
        }
    }

    @Test
    void aSharedTensorIsFreedOnce() {
        long before = Memory.of(Device.CPU).tensors();
        var net = new TiedModel();
        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(before + 1);
        net.close();
        net.close();
        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(before);
    }

    @Test
    void aTensorTiedInAnotherNetworkOutlivesItsOwn() {
        long before = Memory.of(Device.CPU).tensors();
        var net = new Embedding(4, 2);
        var other = new Linear(2, 4, false);
        other.parameter("weight").tie(net.parameter("weight"));
        net.close();
        try (var scope = TensorScope.open()) {
            assertThat(other.call(Tensor.ones(1, 2)).shape()).isEqualTo(Shape.of(1, 4));
        }
        other.close();
        assertThat(other.parameter("weight").stored().isClosed()).isTrue();
        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(before);
    }

    @Test
    void tiesAreTransitiveAndCanBeUndone() {
        try (var a = new Linear(2, 2, false);
                var b = new Linear(2, 2, false);
                var c = new Linear(2, 2, false)) {
            a.parameter("weight").tie(b.parameter("weight"));
            b.parameter("weight").tie(c.parameter("weight"));
            assertThat(a.parameter("weight").stored())
                    .isSameAs(c.parameter("weight").stored());
            a.parameter("weight").untie();
            assertThat(a.parameters()).hasSize(1);
            assertThat(a.parameter("weight").stored())
                    .isNotSameAs(c.parameter("weight").stored());
            assertThat(a.parameter("weight").stored().toFloatArray())
                    .containsExactly(c.parameter("weight").stored().toFloatArray());
            assertThatThrownBy(() -> a.parameter("weight").tie(new Linear(2, 3, false).parameter("weight")))
                    .hasMessage("tie: 'weight' of Linear is float32 [2, 2] on cpu; 'weight' of Linear is float32 [3, 2]"
                            + " on cpu; expected the same");
        }
    }

    @Test
    void aLayerThatIsContainedTwiceHasOneSetOfParameters() {
        long before = Memory.of(Device.CPU).tensors();
        try (var net = new TwiceModel();
                var scope = TensorScope.open()) {
            assertThat(net.stateDict()).containsOnlyKeys("first.weight", "first.bias", "second.weight", "second.bias");
            assertThat(net.namedParameters()).containsOnlyKeys("first.weight", "first.bias");
            net.to(Device.CPU, DType.FLOAT64).to(Device.CPU, DType.FLOAT32);
            net.loadStateDict(copy(net.stateDict()));
            var summary = net.summary(1, 3);
            assertThat(summary.parameters()).isEqualTo(12);
            assertThat(summary.flops()).isEqualTo(2 * (2 * 9) + 3);
            net.call(Tensor.ones(1, 3)).sum().backward();
            assertThat(net.parameters()).allMatch(each -> each.grad().isPresent());
        }
        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(before);
    }

    @Test
    void hooksSurviveFreezingAndMoving() {
        try (var net = new Linear(2, 1, false)) {
            var weight = net.parameter("weight");
            var seen = new ArrayList<DType>();
            var stop = weight.stored().hook(gradient -> {
                seen.add(gradient.dtype());
                return gradient.mul(2);
            });
            weight.stored().afterAccumulate(leaf -> seen.add(leaf.dtype()));

            net.freeze();
            assertThat(net.parameters()).isEmpty();
            assertThatThrownBy(() -> net.call(Tensor.ones(1, 2)).sum().backward())
                    .hasMessageContaining("requires no gradient");
            net.unfreeze();
            net.to(Device.CPU, DType.FLOAT64);
            net.call(Tensor.ones(1, 2).to(DType.FLOAT64)).sum().backward();

            assertThat(seen).containsExactly(DType.FLOAT64, DType.FLOAT64);
            assertThat(gradient(net).toDoubleArray()).containsExactly(2, 2);
            net.assignStateDict(Map.of("weight", Tensor.ones(1, 2)));
            stop.run();
            net.call(Tensor.ones(1, 2)).sum().backward();
            assertThat(seen).containsExactly(DType.FLOAT64, DType.FLOAT64, DType.FLOAT32);
            assertThat(gradient(net).toFloatArray()).containsExactly(1, 1);
        }
    }

    @Test
    void freezingFreesGradients() {
        try (var net = new Linear(2, 1, false)) {
            net.call(Tensor.ones(1, 2)).sum().backward();
            var gradient = gradient(net);
            net.freeze();
            assertThat(gradient.isClosed()).isTrue();
            assertThat(net.namedParameters().get("weight").grad()).isEmpty();
        }
    }

    @Test
    void aMoveThatFailsChangesNothing() {
        try (var other = new Sequential(new Linear(2, 2), new Linear(2, 2).to(Device.META, DType.FLOAT32))) {
            var before = other.stateDict();
            long tensors = Memory.of(Device.CPU).tensors();
            assertThatThrownBy(() -> other.to(Device.CPU, DType.FLOAT64)).hasMessageContaining("'1.weight' is on meta");
            assertThat(other.stateDict()).isEqualTo(before);
            assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(tensors);
        }
    }

    private static Tensor gradient(Block net) {
        return net.namedParameters().values().iterator().next().grad().orElseThrow();
    }

    private static Tensor nan() {
        return Tensor.full(Tensor.zeros(7, 3).spec(), Double.NaN);
    }

    private static Map<String, Tensor> copy(Map<String, Tensor> state) {
        var copies = new LinkedHashMap<String, Tensor>();
        state.forEach((key, value) -> copies.put(key, value.detach().copy()));
        return copies;
    }
}
