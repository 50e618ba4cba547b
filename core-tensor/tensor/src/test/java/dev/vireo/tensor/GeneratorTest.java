package dev.vireo.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class GeneratorTest {
    /** The expected values come from an implementation in Python with integers of any size. */
    @Test
    void aForkFollowsTheDocumentedFormula() {
        var fork = Generator.fork(42, "augmentation", 3, 7);
        assertThat(fork.state()).isEqualTo(0x71D6FBF50F768CABL);
        assertThat(fork.nextLong()).isEqualTo(0xC6485463C325C431L);
    }

    @Test
    void forkingDoesNotAdvanceTheGenerator() {
        var generator = Generator.seeded(1);
        long state = generator.state();
        generator.fork(5).nextLong();
        generator.fork("dropout").nextLong();
        assertThat(generator.state()).isEqualTo(state);
    }

    @Test
    void aForkDependsOnTheStateAndTheKey() {
        var states = new HashSet<Long>();
        for (long seed : new long[] {0, 1, 2}) {
            for (var purpose : new String[] {"a", "b", "ab", ""}) {
                for (long epoch : new long[] {0, 1, -1}) {
                    for (long sample : new long[] {0, 1, 1000}) {
                        assertThat(states.add(Generator.fork(seed, purpose, epoch, sample)
                                        .state()))
                                .isTrue();
                    }
                }
            }
        }
    }

    /** Forks with neighboring keys, such as sample numbers, draw numbers that look independent. */
    @Test
    void firstNumbersOfNeighboringForksAreUniformAndUncorrelated() {
        int count = 20_000;
        var draws = LongStream.range(0, count)
                .mapToDouble(sample -> Generator.fork(1, "test", 0, sample).nextDouble())
                .toArray();
        double mean = 0;
        double lagged = 0;
        var tenths = new int[10];
        for (int i = 0; i < count; i++) {
            mean += draws[i] / count;
            lagged += (draws[i] - 0.5) * (draws[(i + 1) % count] - 0.5) * 12 / count;
            tenths[(int) (draws[i] * 10)]++;
        }
        assertThat(mean).isCloseTo(0.5, within(0.01));
        assertThat(lagged).isCloseTo(0, within(0.03));
        assertThat(Arrays.stream(tenths).boxed())
                .allSatisfy(each -> assertThat(each).isBetween(1800, 2200));
    }

    @Test
    void isTheThreadsGeneratorOnlyDuringTheWork() {
        var before = Generator.current();
        var other = Generator.seeded(9);
        assertThat(other.during(Generator::current)).isSameAs(other);
        assertThat(Generator.current()).isSameAs(before);
        assertThatThrownBy(() -> other.during(() -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThat(Generator.current()).isSameAs(before);
    }
}
