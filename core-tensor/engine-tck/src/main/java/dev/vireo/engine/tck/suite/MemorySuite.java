package dev.vireo.engine.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.engine.Engine;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Operations leak nothing, neither tensors that Vireo counts nor native objects of the engine. */
public final class MemorySuite {
    private static final int REPEATS = 5;
    private static final int NUMBERS = 1_500;

    private final SampleRunner bench;
    private final LongSupplier nativeObjects;

    /**
     * @param engine the engine under test
     * @param nativeObjects counts the native objects of the engine's library; a constant if it cannot count them
     */
    public MemorySuite(Engine engine, LongSupplier nativeObjects) {
        this.bench = SampleRunner.of(engine, DType.FLOAT32);
        this.nativeObjects = nativeObjects;
    }

    /** Runs forward and backward of every sample. */
    public Stream<DynamicTest> everything() {
        return OpTests.of(bench, sample -> true, this::leftBehind);
    }

    /** Runs operations with numbers that never repeat, to check that caches of scalars are bounded. */
    public Stream<DynamicTest> numbers() {
        return Stream.of(DynamicTest.dynamicTest("numbers that come once", () -> {
            compute(0, NUMBERS); // fills the bounded caches
            assertThat(grown(() -> compute(NUMBERS, 3 * NUMBERS))).isEmpty();
        }));
    }

    private void compute(int from, int to) {
        for (int i = from; i < to; i++) {
            double number = i + 0.375;
            bench.run(() -> {
                try (var off = Autograd.noGrad()) {
                    var x = Tensor.full(new TensorSpec(Shape.of(2), DType.FLOAT64, bench.device()), number);
                    x.mul(number).add(number).pow(number).clamp(-number, number);
                    return x.assignAdd(x.copy(), number).assignScale(number);
                }
            });
        }
    }

    private Stream<String> leftBehind(OpSample sample) {
        step(sample); // creates the objects that are created once
        return grown(() -> {
            for (int i = 0; i < REPEATS; i++) {
                step(sample);
            }
        });
    }

    private Stream<String> grown(Runnable work) {
        var memory = Memory.of(bench.device());
        long tensors = memory.tensors();
        long bytes = memory.bytes();
        long natives = nativeObjects.getAsLong();
        work.run();
        return Stream.of(
                        growth("tensors", tensors, memory.tensors()),
                        growth("bytes", bytes, memory.bytes()),
                        growth("native objects", natives, nativeObjects.getAsLong()))
                .flatMap(each -> each);
    }

    private static Stream<String> growth(String what, long before, long after) {
        return after > before ? Stream.of(after - before + " " + what + " left behind") : Stream.empty();
    }

    /** Runs once with recording and backward, and once without, because engines may use different kernels. */
    private void step(OpSample sample) {
        bench.results(sample);
        bench.run(() -> {
            var inputs = bench.tensors(sample);
            boolean update = sample.op() instanceof dev.vireo.tensor.op.Update;
            Arrays.stream(inputs)
                    .filter(each -> !update && each.dtype().isFloating())
                    .forEach(each -> each.requiresGrad(true));
            var outputs = Arrays.stream(Engines.run(sample.op(), inputs))
                    .filter(Tensor::requiresGrad)
                    .toList();
            if (!outputs.isEmpty()) {
                var gradients = outputs.stream()
                        .map(each -> Tensor.full(each.spec(), 1))
                        .toList();
                var leaves = Arrays.stream(inputs).filter(Tensor::requiresGrad).toList();
                Autograd.gradients(outputs, gradients, leaves, false);
            }
            return List.of();
        });
    }
}
