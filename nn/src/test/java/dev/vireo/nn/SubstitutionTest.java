package dev.vireo.nn;

import static dev.vireo.nn.convolution.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Replaces blocks of networks whose {@code forward} reads final fields. */
final class SubstitutionTest {
    /** Maps images {@code [N, 1, 4, 4]} to logits {@code [N, 3]}. */
    private static final class Cnn extends Layer {
        private final Conv2d conv = child("conv", new Conv2d(1, 8, kernel(3).padding(1)));
        private final Layer features = child("features", new Sequential(conv, new ReLU()));
        private final Linear head = child("head", new Linear(8 * 4 * 4, 3));

        @Override
        public Tensor forward(Tensor x) {
            return head.call(features.call(x).flatten(1));
        }
    }

    /** Two towers that share one block. */
    private static final class Pair extends Block {
        private final BlockTest.TwoTower towers = child("towers", new BlockTest.TwoTower());

        Tensor call(Tensor q, Tensor d) {
            return run(this, pair -> pair.towers.call(q, d).joint(), q, d);
        }
    }

    private static final class Other extends BlockTest.TwoTower {
        @Override
        Output forward(Tensor q, Tensor d) {
            return new Output(q, q.sum(1), d);
        }
    }

    @Test
    void aLayerCanBeReplacedByASmallerOne() {
        long before = Memory.of(Device.CPU).tensors();
        try (var net = new Cnn();
                var scope = TensorScope.open()) {
            var conv = net.conv;
            var weight = conv.parameter("weight").stored();
            var names = net.stateDict().keySet();

            net.replace("features.0", new Conv2d(1, 4, kernel(3).padding(1)));
            net.replace("head", new Linear(4 * 4 * 4, 3));

            assertThat(net.call(Tensor.ones(2, 1, 4, 4)).shape()).isEqualTo(Shape.of(2, 3));
            assertThat(weight.isClosed()).isTrue();
            assertThat(net.stateDict().keySet()).containsExactlyElementsOf(names);
            assertThat(net.children().get("conv")).isSameAs(net.block("features.0"));
            assertThat(net.block("conv").stateDict().get("weight").shape()).isEqualTo(Shape.of(4, 1, 3, 3));
            assertThat(conv.stateDict()).isEqualTo(net.block("conv").stateDict());
            assertThat(net.summary(1, 1, 4, 4).toString()).contains("features.0  Conv2d      [1, 4, 4, 4]");
            assertThatThrownBy(() -> net.call(Tensor.ones(1, 2, 4, 4))).hasMessageEndingWith("(in Cnn.features.conv)");

            try (var other = new Cnn()) {
                other.replace("conv", new Conv2d(1, 4, kernel(3).padding(1)));
                other.replace("head", new Linear(4 * 4 * 4, 3));
                net.loadStateDict(other.stateDict());
                assertThat(net.call(Tensor.ones(1, 1, 4, 4)).toFloatArray())
                        .containsExactly(other.call(Tensor.ones(1, 1, 4, 4)).toFloatArray());
            }
        }
        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(before);
    }

    @Test
    void theNewLayerGetsTheModeOfTheReplacedOne() {
        try (var net = new Cnn();
                var scope = TensorScope.open()) {
            net.freeze();
            net.replace("head", new Linear(8 * 4 * 4, 2));
            assertThat(net.parameters()).hasSize(2);
            assertThat(net.block("head").isTraining()).isTrue();
            net.eval();
            net.replace("head", new Linear(8 * 4 * 4, 5));
            assertThat(net.block("head").isTraining()).isFalse();
            net.replace("head", new Identity());
            assertThat(net.call(Tensor.ones(1, 1, 4, 4)).shape()).isEqualTo(Shape.of(1, 8 * 4 * 4));
        }
    }

    @Test
    void callsWithOtherSignaturesAreForwarded() {
        try (var net = new Pair();
                var scope = TensorScope.open()) {
            var seen = new ArrayList<String>();
            net.replace("towers", new Other());
            net.block("towers")
                    .afterForward((in, out) -> seen.add(out.get(0).shape().toString()));
            assertThat(net.call(Tensor.ones(2, 4), Tensor.ones(2, 6)).shape()).isEqualTo(Shape.of(2, 4));
            assertThat(seen).containsExactly("[2, 4]");
        }
    }

    @Test
    void onlyABlockWithTheSameSignatureIsAccepted() {
        try (var net = new Pair();
                var cnn = new Cnn();
                var towers = new BlockTest.TwoTower()) {
            var before = net.stateDict();
            assertThatThrownBy(() -> net.replace("towers", cnn))
                    .isInstanceOf(VireoException.class)
                    .hasMessage("replace: 'towers' is TwoTower; Cnn has other call methods; expected a block with the"
                            + " same call signature");
            assertThatThrownBy(() -> cnn.replace("head", towers))
                    .hasMessageContaining("'head' is Linear; TwoTower has");
            assertThatThrownBy(() -> cnn.replace("", new Identity())).hasMessageContaining("the network itself");
            assertThatThrownBy(() -> cnn.replace("tail", new Identity())).hasMessageContaining("no block 'tail'");
            assertThatThrownBy(() -> cnn.replace("features", cnn)).hasMessageContaining("contains 'features'");
            assertThatThrownBy(() -> cnn.replace("head", new Sequential((Layer) cnn.block("head"), new ReLU())))
                    .hasMessageContaining("contains 'head', which it replaces");
            assertThat(net.stateDict()).isEqualTo(before);
        }
    }

    @Test
    void aTiedParameterOutlivesItsLayer() {
        try (var net = new ParameterTest.TiedModel();
                var scope = TensorScope.open()) {
            net.replace("head", new Linear(3, 2));
            assertThat(net.call(Tensor.of(1L, 2)).shape()).isEqualTo(Shape.of(2, 2));
            assertThat(net.stateDict()).containsOnlyKeys("embedding.weight", "head.weight", "head.bias");
        }
    }

    @Test
    void partsOfAReplacedBlockThatAreSharedStay() {
        try (var net = new Cnn();
                var scope = TensorScope.open()) {
            net.replace("features", new Identity());
            assertThat(net.conv.parameter("weight").stored().isClosed()).isFalse();
            assertThat(net.stateDict()).containsOnlyKeys("conv.weight", "conv.bias", "head.weight", "head.bias");
        }
    }

    @Test
    void nonStrictLoadingReportsWhatDidNotMatch() {
        try (var net = new Cnn();
                var other = new Cnn();
                var scope = TensorScope.open()) {
            other.replace("head", new Linear(8 * 4 * 4, 2));
            var state = new LinkedHashMap<String, Tensor>(net.stateDict());
            state.put("extra", Tensor.ones(1));
            state.remove("head.bias");
            var head = other.parameter("head.weight").stored().toFloatArray();

            var report = other.loadMatching(state);

            assertThat(report.matched())
                    .containsExactly("conv.weight", "conv.bias", "features.0.weight", "features.0.bias");
            assertThat(report.missing()).containsExactly("head.bias");
            assertThat(report.unexpected()).containsExactly("extra");
            assertThat(report.misshapen())
                    .containsExactly(new LoadReport.Misshapen("head.weight", Shape.of(2, 128), Shape.of(3, 128)));
            assertThat(report.isComplete()).isFalse();
            assertThat(report)
                    .hasToString("4 matched; 1 missing: head.bias; 1 unexpected: extra;"
                            + " 1 of another shape: head.weight [3, 128] for [2, 128]");
            assertThat(other.parameter("head.weight").stored().toFloatArray()).containsExactly(head);
            assertThat(other.parameter("conv.weight").stored().toFloatArray())
                    .containsExactly(net.parameter("conv.weight").stored().toFloatArray());
            assertThatThrownBy(() -> other.loadStateDict(state))
                    .hasMessage("loadStateDict: 'head.bias' is missing (" + report
                            + "; loadMatching(state) loads what matches)");
            assertThat(net.loadMatching(net.stateDict()).isComplete()).isTrue();
            assertThatThrownBy(() -> other.loadMatching(Map.of("conv.bias", Tensor.of(1L, 1, 1, 1, 1, 1, 1, 1))))
                    .hasMessage("loadMatching: 'conv.bias' has the type int64; the block's is float32");
        }
    }
}
