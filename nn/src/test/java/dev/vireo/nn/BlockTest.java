package dev.vireo.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.nn.normalization.BatchNorm1d;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorGroup;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.Recomputation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests a block whose {@code call} takes two tensors and returns a record of three. */
final class BlockTest {
    /** A joint vector of a query {@code [N, 4]} and a document {@code [N, 6]}, and their similarity. */
    static class TwoTower extends Block {
        private final Linear query = child("query", new Linear(4, 3));
        private final Linear document = child("document", new Linear(6, 3));
        private final BatchNorm1d norm = child("norm", new BatchNorm1d(3));

        /**
         * The results of {@link TwoTower}.
         *
         * @param joint {@code [N, 3]}
         * @param similarity {@code [N]}
         * @param first the query, passed through
         */
        record Output(Tensor joint, Tensor similarity, Tensor first) implements TensorGroup {
            @Override
            public List<Tensor> tensors() {
                return List.of(joint, similarity, first, joint);
            }
        }

        Output call(Tensor q, Tensor d) {
            return run(this, towers -> towers.forward(q, d), q, d);
        }

        Output forward(Tensor q, Tensor d) {
            var left = query.call(q);
            var right = document.call(d);
            return new Output(norm.call(left.add(right)), left.mul(right).sum(1), q);
        }
    }

    private static TwoTower.Output call(TwoTower net) {
        return net.call(Tensor.ones(2, 4), Tensor.ones(2, 6));
    }

    @Test
    void keepsEachResultOnceAndFreesTheRest() {
        try (var net = new TwoTower();
                var scope = TensorScope.open()) {
            net.eval();
            net.freeze();
            var q = Tensor.ones(2, 4);
            var d = Tensor.ones(2, 6);
            long before = Memory.of(Device.CPU).tensors();
            TwoTower.Output result;
            try (var inner = TensorScope.open()) {
                result = net.call(q, d);
                inner.keep(result.joint());
            }
            assertThat(result.joint().shape()).isEqualTo(Shape.of(2, 3));
            assertThat(result.similarity().isClosed()).isTrue();
            assertThat(result.first()).isSameAs(q);
            assertThat(q.isClosed()).isFalse();
            assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(before + 1);
        }
    }

    @Test
    void keepsNothingWhenAnExceptionIsThrown() {
        try (var net = new TwoTower();
                var layer = new Linear(4, 3);
                var scope = TensorScope.open()) {
            net.freeze();
            layer.freeze();
            var q = Tensor.ones(2, 4);
            var d = Tensor.ones(2, 6);
            ForwardHook failing = (in, out) -> {
                throw new IllegalStateException("of the hook");
            };
            long before = Memory.of(Device.CPU).tensors();
            layer.afterForward(failing);
            net.afterForward(failing);
            assertThatThrownBy(() -> layer.call(q)).hasMessage("of the hook");
            assertThatThrownBy(() -> net.call(q, d)).hasMessage("of the hook");
            assertThatThrownBy(() -> net.call(q, q))
                    .hasMessageContaining("the input [2, 4] has 4 (in TwoTower.document)");
            assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(before);
        }
    }

    @Test
    void hooksRunOnceWithAllInputsAndOutputsAlsoUnderRecomputation() {
        try (var net = new TwoTower();
                var scope = TensorScope.open()) {
            var shapes = new ArrayList<String>();
            var stop = net.afterForward((in, out) -> shapes.add(shapes(in) + " -> " + shapes(out)));
            net.block("query").afterForward((in, out) -> shapes.add("query " + shapes(out)));
            var q = Tensor.ones(2, 4);
            Recomputation.run(x -> net.call(x, Tensor.ones(2, 6)).similarity(), q)
                    .sum()
                    .backward();
            assertThat(shapes).containsExactly("query [[2, 3]]", "[[2, 4], [2, 6]] -> [[2, 3], [2], [2, 4], [2, 3]]");
            stop.run();
            call(net);
            assertThat(shapes).hasSize(3);
        }
    }

    @Test
    void summaryModesMovesAndStateDictWork() {
        try (var net = new TwoTower();
                var scope = TensorScope.open()) {
            var summary = Summary.of(
                    net,
                    in -> net.call(in.get(0), in.get(1)),
                    new TensorSpec(Shape.of(5, 4), DType.FLOAT32, Device.CPU),
                    new TensorSpec(Shape.of(5, 6), DType.FLOAT32, Device.CPU));
            assertThat(summary.toString())
                    .contains("(net)     TwoTower     [5, 3], [5], [5, 4], [5, 3]           -")
                    .contains("document  Linear       [5, 3]");
            assertThat(summary.parameters()).isEqualTo(4 * 3 + 3 + 6 * 3 + 3 + 6);

            net.eval();
            assertThat(net.children().get("norm").isTraining()).isFalse();
            net.to(Device.META, DType.FLOAT32);
            var shapes = net.call(
                    Tensor.ones(2, 4).to(Device.META), Tensor.ones(2, 6).to(Device.META));
            assertThat(shapes.joint().shape()).isEqualTo(Shape.of(2, 3));
            net.toEmpty(Device.CPU).to(Device.CPU, DType.FLOAT64);
            try (var other = new TwoTower()) {
                net.loadStateDict(other.stateDict());
                assertThat(call(other).joint().shape()).isEqualTo(Shape.of(2, 3));
            }
            assertThat(net.parameters()).allMatch(each -> each.dtype() == DType.FLOAT64);
        }
    }

    @Test
    void refusesInvalidNamesAndCycles() {
        final class Odd extends Block {
            Odd add(String name, Block child) {
                child(name, child);
                return this;
            }
        }
        try (var outer = new Odd();
                var inner = new Odd()) {
            outer.add("inner", inner);
            assertThatThrownBy(() -> outer.add("inner", new Identity())).hasMessage("Odd has a 'inner' already");
            assertThatThrownBy(() -> outer.add("a.b", new Identity())).hasMessageContaining("'a.b' is no name");
            assertThatThrownBy(() -> inner.add("outer", outer))
                    .hasMessage("Odd cannot have 'outer' as a child, which contains it");
        }
    }

    private static List<Shape> shapes(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::shape).toList();
    }
}
