package dev.vireo.engine.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.engine.Engine;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Row gradients equal the dense gradients of the same lookup, also if the leaf gets other gradients. */
public final class RowGradientSuite {
    private static final int ROWS = 6;
    private static final int WIDTH = 3;

    private final SampleRunner bench;

    /** Tests an engine on its default device. */
    public RowGradientSuite(Engine engine) {
        this.bench = SampleRunner.of(engine, DType.FLOAT32);
    }

    /** A lookup in a weight by an index, with a dense gradient or a row gradient. */
    private interface Lookup extends BiFunction<Tensor, Tensor, Tensor> {
        Lookup SPARSE = (weight, index) -> weight.sparseEmbedding(index, -1);
        Lookup USUAL = (weight, index) -> weight.embedding(index, -1);
    }

    /** A loss that depends on a weight through lookups. */
    private interface Network {
        Tensor loss(Tensor weight, Lookup lookup);
    }

    /** The tests. */
    public Stream<DynamicTest> rows() {
        return Stream.of(
                sums("one lookup", true, (w, lookup) -> weighted(lookup.apply(w, index(4, 0, 2)))),
                sums("equal indices add up", true, (w, lookup) -> weighted(lookup.apply(w, index(4, 0, 4, 4, 0)))),
                sums(
                        "an index of two dimensions",
                        true,
                        (w, lookup) -> weighted(
                                lookup.apply(w, index(1, 2, 3, 1).reshape(2, 2)).reshape(4, WIDTH))),
                sums("one index", true, (w, lookup) -> weighted(lookup.apply(w, index(5)))),
                sums("no index", true, (w, lookup) -> lookup.apply(w, index()).sum()),
                sums(
                        "two lookups",
                        true,
                        (w, lookup) -> weighted(lookup.apply(w, index(1, 1)).mul(lookup.apply(w, index(3, 1))))),
                sums(
                        "a tied weight",
                        false,
                        (w, lookup) -> weighted(lookup.apply(w, index(1, 4, 1)).matmul(w.transpose(0, 1)))),
                sums("a weight that is computed", false, (w, lookup) -> weighted(lookup.apply(w.mul(2), index(1, 4)))),
                test("rows are ascending, and each occurs once on the CPU", this::coalesced),
                test("backward passes add up", this::accumulated),
                test("the padding row gets no gradient", this::padding),
                test("a hook gets the dense gradient", this::hook),
                test("second derivatives", this::secondDerivative),
                test("half weights are summed in float32", this::half),
                test("nothing is left behind", this::freed));
    }

    private DynamicTest test(String name, Runnable body) {
        return dynamicTest(
                name,
                () -> bench.run(() -> {
                    body.run();
                    return name;
                }));
    }

    private DynamicTest sums(String name, boolean byRows, Network network) {
        return test(name, () -> {
            var sparse = weight();
            var usual = weight();
            network.loss(sparse, Lookup.SPARSE).backward();
            network.loss(usual, Lookup.USUAL).backward();
            assertThat(sparse.rowGrad().isPresent()).isEqualTo(byRows);
            assertClose(gradient(sparse), gradient(usual));
            assertThat(sparse.rowGrad()).as("after grad()").isEmpty();
        });
    }

    private void coalesced() {
        var weight = weight();
        weighted(Lookup.SPARSE.apply(weight, index(4, 0, 4, 2, 0))).backward();
        var rows = weight.rowGrad().orElseThrow();
        if (bench.device().isCpu()) {
            assertThat(rows.indices().toLongArray()).containsExactly(0, 2, 4);
        }
        assertThat(rows.values().dtype()).isEqualTo(DType.FLOAT32);
        assertClose(rows.dense(weight.shape()).toFloatArray(), gradient(weight));
    }

    private void accumulated() {
        var sparse = weight();
        var usual = weight();
        for (var index : List.of(index(4, 0), index(0, 3), index(3, 3))) {
            weighted(Lookup.SPARSE.apply(sparse, index)).backward();
            weighted(Lookup.USUAL.apply(usual, index)).backward();
            assertThat(sparse.rowGrad()).isPresent();
        }
        sparse.square().sum().backward();
        usual.square().sum().backward();
        assertThat(sparse.rowGrad()).as("rows and dense").isEmpty();
        assertClose(gradient(sparse), gradient(usual));
        weighted(Lookup.SPARSE.apply(sparse, index(1))).backward();
        weighted(Lookup.USUAL.apply(usual, index(1))).backward();
        assertThat(sparse.rowGrad()).as("dense and rows").isEmpty();
        assertClose(gradient(sparse), gradient(usual));
        sparse.clearGrad();
        assertThat(sparse.grad()).isEmpty();
        weighted(Lookup.SPARSE.apply(sparse, index(1))).backward();
        sparse.clearGrad();
        assertThat(sparse.rowGrad()).isEmpty();
        assertThat(sparse.grad()).isEmpty();
    }

    private void padding() {
        var weight = weight();
        weighted(weight.sparseEmbedding(index(4, 1, 4), 1)).backward();
        assertThat(weight.rowGrad()).isPresent();
        var gradient = gradient(weight);
        assertThat(gradient[WIDTH]).isZero();
        assertThat(gradient[4 * WIDTH]).isNotZero();
    }

    private void hook() {
        var weight = weight();
        weight.hook(gradient -> gradient.mul(2));
        Lookup.SPARSE.apply(weight, index(4, 4)).sum().backward();
        assertThat(weight.rowGrad()).isEmpty();
        assertThat(gradient(weight)[4 * WIDTH]).isEqualTo(4);
    }

    private void secondDerivative() {
        var weight = weight();
        var loss = Lookup.SPARSE.apply(weight, index(4, 0, 4)).pow(3).sum();
        var first = Autograd.gradients(List.of(loss), List.of(weight), true).get(0);
        assertThat(weight.rowGrad()).isEmpty();
        first.sum().backward();
        var usual = weight();
        var other = Lookup.USUAL.apply(usual, index(4, 0, 4)).pow(3).sum();
        Autograd.gradients(List.of(other), List.of(usual), true).get(0).sum().backward();
        assertClose(gradient(weight), gradient(usual));
    }

    /** 2,048 + 1 is 2,048 in float16. */
    private void half() {
        var weight = weight().detach().to(DType.FLOAT16).requiresGrad(true);
        var gradient = Tensor.of(new float[] {2048, 1, 1}, 3, 1)
                .to(weight.device())
                .expand(3, WIDTH)
                .to(DType.FLOAT16);
        Lookup.SPARSE.apply(weight, index(2, 2, 2)).mul(gradient).sum().backward();
        assertThat(gradient(weight)[2 * WIDTH]).isEqualTo(2050);
    }

    private void freed() {
        var device = bench.device();
        round();
        long before = Memory.of(device).tensors();
        for (int i = 0; i < 3; i++) {
            round();
        }
        assertThat(Memory.of(device).tensors()).isEqualTo(before);
    }

    private void round() {
        bench.run(() -> {
            var weight = weight().own();
            weighted(Lookup.SPARSE.apply(weight, index(4, 0, 4))).backward();
            assertThat(weight.rowGrad()).isPresent();
            weighted(Lookup.SPARSE.apply(weight, index(4, 1, 4))).backward();
            weight.close();
            return weight;
        });
    }

    private Tensor weight() {
        var values = new float[ROWS * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.25f * i - 2;
        }
        return Tensor.of(values, ROWS, WIDTH).to(bench.device()).requiresGrad(true);
    }

    private Tensor index(long... rows) {
        return Tensor.of(rows).to(bench.device());
    }

    /** A sum in which each element has its own weight. */
    private static Tensor weighted(Tensor x) {
        var shape = x.shape();
        var weights = x.newFull(shape, 1).flatten(0, -1).cumSum(0).reshape(shape.toArray());
        return x.mul(weights).sum();
    }

    private static float[] gradient(Tensor weight) {
        return weight.grad().orElseThrow().toFloatArray();
    }

    private static void assertClose(float[] found, float[] expected) {
        assertThat(found).containsExactly(expected, within(1e-4f));
    }
}
