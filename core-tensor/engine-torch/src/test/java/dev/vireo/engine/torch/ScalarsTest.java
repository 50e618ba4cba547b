package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.torch.internal.library.RecentScalars;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScalarsTest {
    @BeforeAll
    static void load() {
        Engines.current();
    }

    @Test
    void cachesRecentScalarsAndClosesOthers() {
        fill();
        var once = Scalars.of(0.123456789);
        for (int i = 0; i < 3 * RecentScalars.CAPACITY; i++) {
            assertThat(Scalars.of(7.125)).isSameAs(Scalars.of(7.125));
            assertThat(Scalars.of(i + 0.75).toDouble()).isEqualTo(i + 0.75);
        }
        assertThat(once.isNull()).isTrue();
        assertThat(Scalars.of(0.123456789).toDouble()).isEqualTo(0.123456789);
    }

    @Test
    void distinguishesIntegersFromFloats() {
        assertThat(Scalars.of(3L).isIntegral(false)).isTrue();
        assertThat(Scalars.of(3.0).isIntegral(false)).isFalse();
        fill();
        assertThat(Scalars.of(1L << 40).isIntegral(false)).isTrue();
        assertThat(Scalars.of(0x1.0p41).isIntegral(false)).isFalse();
    }

    @Test
    void computesCorrectlyWithManyDifferentNumbers() {
        try (var scope = TensorScope.open()) {
            var sum = Tensor.of(0.0);
            double expected = 0;
            for (int step = 1; step <= 2 * Scalars.CAPACITY; step++) {
                sum.assignAdd(Tensor.of(1.0), 1.0 / step);
                expected += 1.0 / step;
            }
            assertThat(sum.item()).isEqualTo(expected);
        }
    }

    @Test
    void noThreadClosesAScalarThatAnotherUses() throws InterruptedException {
        fill();
        var here = Scalars.of(11.25);
        var there = new Thread(() -> {
            for (int i = 0; i < 2 * RecentScalars.CAPACITY; i++) {
                Scalars.of(i + 0.625);
            }
        });
        there.start();
        there.join();
        assertThat(here.toDouble()).isEqualTo(11.25);
    }

    /** Uses more numbers than the cache keeps. */
    private static void fill() {
        for (int i = 0; i <= Scalars.CAPACITY; i++) {
            Scalars.of(i + 0.5);
        }
    }
}
