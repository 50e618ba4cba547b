package dev.vireo.engine.torch.internal.kernel.half;

import dev.vireo.engine.torch.internal.library.HalfPrecision;
import dev.vireo.engine.torch.internal.settings.BlasThreads;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Measures which kernels of half types are naive on this CPU. Without the CPU's instructions for a type, libtorch and oneDNN
 * use loops that are 20 to 150 times slower than float32. The instructions alone do not tell: attention in float16 is slow
 * on CPUs that have them. A measurement takes some milliseconds, once per kind and type.
 */
public final class HalfSpeed {
    /** Fast kernels take at most twice the time of float32. Naive ones take at least 15 times. */
    private static final double NAIVE = 5;

    private static final int HALF_CALLS = 8;
    private static final int FLOAT32_CALLS = 50;

    private final Predicate<Case> test;
    private final Map<Case, Boolean> known = new ConcurrentHashMap<>();

    private record Case(ProductKind kind, ScalarType type) {}

    private HalfSpeed(Predicate<Case> test) {
        this.test = test;
    }

    /** Measures this CPU when a result is first needed. */
    public static HalfSpeed measured() {
        return new HalfSpeed(HalfSpeed::measure);
    }

    /** Takes all kernels of half types as naive, for tests. */
    public static HalfSpeed naive() {
        return new HalfSpeed(each -> true);
    }

    /** Takes no kernel as naive, for tests. */
    public static HalfSpeed fast() {
        return new HalfSpeed(each -> false);
    }

    /** Whether a tensor is on the CPU and has a half type for which the kernels of a kind are naive. */
    boolean isNaive(ProductKind kind, Tensor tensor) {
        return HalfPrecision.is(tensor)
                && tensor.is_cpu()
                && isNaive(kind, tensor.scalar_type().intern());
    }

    private boolean isNaive(ProductKind kind, ScalarType type) {
        return known.computeIfAbsent(new Case(kind, type), test::test);
    }

    /** Says which kernels the CPU uses for a half type. */
    public String describe(ScalarType type) {
        var naive = Stream.of(ProductKind.values())
                .filter(kind -> isNaive(kind, type))
                .map(ProductKind::operations)
                .toList();
        return naive.isEmpty() ? "own CPU kernels" : "float32 CPU kernels, rounded: " + String.join(", ", naive);
    }

    /**
     * Compares the shortest of some calls in the half type with single calls in float32. Calls of one thread are short, so that
     * some are not interrupted on a busy machine, and the same CPU always takes the same kernels.
     */
    private static boolean measure(Case each) {
        int threads = torch.get_num_threads();
        torch.set_num_threads(1);
        try (var products = BlasThreads.callerOnly();
                var wide = torch.ones(each.kind.shape());
                var half = wide.to(each.type)) {
            long shortest = IntStream.range(0, HALF_CALLS)
                    .mapToLong(call -> nanoseconds(each.kind, half))
                    .min()
                    .orElseThrow();
            return IntStream.range(0, FLOAT32_CALLS).anyMatch(call -> shortest > NAIVE * nanoseconds(each.kind, wide));
        } finally {
            torch.set_num_threads(threads);
        }
    }

    private static long nanoseconds(ProductKind kind, Tensor x) {
        long start = System.nanoTime();
        kind.run(x);
        return System.nanoTime() - start;
    }
}
