package dev.vireo.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The expected factors are those of {@code torch.optim.lr_scheduler}. */
final class ScheduleTest {
    @Test
    void constantDoesNotChange() {
        assertFactors(Schedule.constant(), 1, 1, 1, 1, 1);
    }

    @Test
    void cosineFollowsCosineAnnealing() {
        assertFactors(
                Schedule.cosine(),
                8,
                1,
                0.9619397662556434,
                0.8535533905932737,
                0.6913417161825449,
                0.5,
                0.3086582838174551,
                0.14644660940672627,
                0.03806023374435661);
        assertFactors(Schedule.cosine(0.1), 4, 1, 0.8681980515339464, 0.55, 0.23180194846605364);
    }

    @Test
    void linearFallsLinearly() {
        assertFactors(Schedule.linear(1, 0.2), 8, 1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3);
        assertFactors(Schedule.linear(), 4, 1, 0.75, 0.5, 0.25);
    }

    @Test
    void stepFallsEveryNEpochs() {
        var schedule = Schedule.step(2, 0.1);
        assertThat(IntStream.range(0, 6)
                        .mapToDouble(epoch -> schedule.factor(new Position(3L * epoch + 2, 18, 3)))
                        .toArray())
                .containsExactly(new double[] {1, 1, 0.1, 0.1, 0.01, 0.01}, within(1e-12));
    }

    @Test
    void exponentialFallsAfterEachEpoch() {
        var schedule = Schedule.exponential(0.9);
        assertThat(IntStream.range(0, 4)
                        .mapToDouble(epoch -> schedule.factor(new Position(2L * epoch + 1, 8, 2)))
                        .toArray())
                .containsExactly(new double[] {1, 0.9, 0.81, 0.729}, within(1e-12));
    }

    @Test
    void oneCycleGoesUpAndDown() {
        assertFactors(
                Schedule.oneCycle(),
                10,
                0.04,
                0.52,
                1,
                0.9504846320134737,
                0.8117456539497631,
                0.6112620219362893,
                0.3887419780637108,
                0.18825834605023688,
                0.04951936798652642,
                4e-6);
    }

    @Test
    void oneCycleOfFewStepsIsDefined() {
        for (int steps = 1; steps < 6; steps++) {
            for (int step = 0; step < steps; step++) {
                assertThat(Schedule.oneCycle().factor(new Position(step, steps, 1)))
                        .isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void warmupRisesThenTheRestOfTheRunFollows() {
        assertFactors(
                Schedule.cosine().warmup(4),
                10,
                0.25,
                0.5,
                0.75,
                1,
                1,
                0.9330127018922194,
                0.75,
                0.5,
                0.25,
                0.0669872981077807);
    }

    @Test
    void warmupLongerThanTheRunOnlyRises() {
        assertFactors(Schedule.cosine().warmup(100), 3, 0.01, 0.02, 0.03);
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> Schedule.step(0, 0.1)).hasMessageContaining("0 epochs");
        assertThatThrownBy(() -> Schedule.oneCycle(1, 25, 1e4)).hasMessageContaining("1.0");
        assertThatThrownBy(() -> Schedule.cosine().warmup(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Position(-1, 1, 1)).hasMessageContaining("-1");
    }

    private static void assertFactors(Schedule schedule, int steps, double... expected) {
        for (int step = 0; step < expected.length; step++) {
            assertThat(schedule.factor(new Position(step, steps, steps)))
                    .as("step %d", step)
                    .isCloseTo(expected[step], within(1e-9));
        }
    }
}
