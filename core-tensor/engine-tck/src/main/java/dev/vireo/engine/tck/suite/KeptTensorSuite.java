package dev.vireo.engine.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.Interchange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Small tensors that outlive their scope. Their values may move to the Java heap and back, which users must not notice. Each
 * case keeps more tensors than stay in the native heap.
 */
public final class KeptTensorSuite {
    private static final int COUNT = 200;
    private static final List<Shape> SHAPES =
            List.of(Shape.SCALAR, Shape.of(3), Shape.of(2, 5), Shape.of(0), Shape.of(70, 70));

    private final SampleRunner bench;

    /** Creates the suite for an engine. */
    public KeptTensorSuite(Engine engine) {
        this.bench = SampleRunner.of(engine, DType.FLOAT32);
    }

    /** All cases. */
    public Stream<DynamicTest> cases() {
        return Stream.of(
                test("values stay", this::values),
                test("values of views stay", this::views),
                test("a view still shares the memory of an open tensor", this::sharedView),
                test("aliases share memory again", this::aliases),
                test("gradients and graphs stay", this::gradients),
                test("native tensors that a user looks at stay", this::exposed),
                test("tensors can be kept again, owned and closed", this::owners));
    }

    private DynamicTest test(String name, Runnable body) {
        return DynamicTest.dynamicTest(name, () -> {
            run(body); // the first run creates what stays cached
            var memory = Memory.of(bench.device());
            long tensors = memory.tensors();
            long bytes = memory.bytes();
            run(body);
            assertThat(memory.tensors()).as("tensors").isEqualTo(tensors);
            assertThat(memory.bytes()).as("bytes").isEqualTo(bytes);
        });
    }

    private void run(Runnable body) {
        bench.run(() -> {
            body.run();
            return true;
        });
    }

    private void values() {
        for (var dtype : DType.values()) {
            if (bench.engine().kernels().gaps().stream()
                    .anyMatch(gap -> gap.operation().isEmpty() && gap.dtype() == dtype)) {
                continue;
            }
            long before = Memory.of(bench.device()).tensors();
            var kept = keep(i -> full(SHAPES.get(i % SHAPES.size()), dtype, i % 2));
            assertThat(Memory.of(bench.device()).tensors() - before).isEqualTo(COUNT);
            for (int i = 0; i < COUNT; i++) {
                assertThat(kept.get(i).isClosed()).isFalse();
                assertThat(kept.get(i).shape()).isEqualTo(SHAPES.get(i % SHAPES.size()));
                int value = i % 2;
                assertThat(Arrays.stream(kept.get(i).toDoubleArray())).allMatch(each -> each == value);
                kept.get(i).close();
            }
        }
    }

    /** Keeps rows and columns of matrices that are closed. */
    private void views() {
        var rows = keep(i -> numbered(i).select(0, 1));
        var columns = keep(i -> numbered(i).select(1, 1));
        for (int i = 0; i < COUNT; i++) {
            assertThat(rows.get(i).toFloatArray()).containsExactly(i + 2, i + 3);
            assertThat(columns.get(i).toFloatArray()).containsExactly(i + 1, i + 3);
        }
    }

    private void sharedView() {
        var whole = numbered(0);
        var rows = keep(i -> whole.select(0, 0));
        whole.assign(numbered(7));
        assertThat(rows).allSatisfy(row -> assertThat(row.toFloatArray()).containsExactly(7, 8));
    }

    private void aliases() {
        var kept = keep(this::numbered);
        for (int i = 0; i < COUNT; i++) {
            var alias = kept.get(i).detach();
            var column = kept.get(i).select(1, 0);
            kept.get(i).assign(numbered(10));
            assertThat(alias.toFloatArray()).containsExactly(10, 11, 12, 13);
            assertThat(column.toFloatArray()).containsExactly(10, 12);
            alias.assign(numbered(20));
            assertThat(kept.get(i).toFloatArray()).containsExactly(20, 21, 22, 23);
        }
    }

    private void gradients() {
        var leaves = keep(i -> numbered(i).requiresGrad(true));
        var squares = new ArrayList<Tensor>();
        for (var leaf : leaves) {
            try (var scope = TensorScope.open()) {
                squares.add(scope.keep(leaf.mul(leaf)));
            }
        }
        for (int i = 0; i < COUNT; i++) {
            squares.get(i).sum().backward();
            assertThat(leaves.get(i).grad().orElseThrow().toFloatArray())
                    .containsExactly(2 * i, 2 * i + 2, 2 * i + 4, 2 * i + 6);
        }
    }

    private void exposed() {
        var first = keep(this::numbered).get(0);
        var looked = Interchange.nativeOf(first);
        keep(this::numbered);
        assertThat(Interchange.nativeOf(first)).isSameAs(looked);
        assertThat(first.toFloatArray()).containsExactly(0, 1, 2, 3);
    }

    private void owners() {
        var kept = keep(this::numbered);
        for (int i = 0; i < COUNT; i += 2) {
            kept.get(i).close();
            kept.get(i).close();
            assertThat(kept.get(i).isClosed()).isTrue();
        }
        for (int i = 1; i < COUNT; i += 2) {
            kept.get(i).own();
            assertThat(kept.get(i).engine()).isSameAs(bench.engine());
        }
        keep(this::numbered);
        for (int i = 1; i < COUNT; i += 2) {
            try (var scope = TensorScope.open()) {
                scope.adopt(kept.get(i));
                assertThat(kept.get(i).toFloatArray()).containsExactly(i, i + 1, i + 2, i + 3);
            }
            assertThat(kept.get(i).isClosed()).isTrue();
        }
    }

    /** Makes a tensor in each of many scopes, and keeps it. */
    private static List<Tensor> keep(IntFunction<Tensor> make) {
        var kept = new ArrayList<Tensor>();
        for (int i = 0; i < COUNT; i++) {
            try (var scope = TensorScope.open()) {
                kept.add(scope.keep(make.apply(i)));
            }
        }
        return kept;
    }

    private Tensor full(Shape shape, DType dtype, int value) {
        return Tensor.full(new TensorSpec(shape, dtype, bench.device()), value);
    }

    /** {@code [[first, first + 1], [first + 2, first + 3]]}. */
    private Tensor numbered(int first) {
        return Tensor.of(new float[] {first, first + 1, first + 2, first + 3}, 2, 2)
                .to(bench.device());
    }
}
