package dev.vireo.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.VireoException;
import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.Timing;
import dev.vireo.training.state.State;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlateauTest {
    private static final Position AT = new Position(0, 100, 10);
    private static final double[] LOSSES = {1, 0.9, 0.95, 0.92, 0.91, 0.8, 0.8, 0.8, 0.79995, 0.81, 0.9, 0.7};

    /**
     * {@code ReduceLROnPlateau(SGD(..., lr=1), factor=0.5, patience=2)} of PyTorch 1.13, stepped with these losses:
     * {@code [1, 1, 1, 1, .5, .5, .5, .5, .25, .25, .25, .25]}.
     */
    @Test
    void lowersTheFactorAsPyTorchDoes() {
        var schedule = Schedule.plateauOfSmallest("loss").gamma(0.5).patience(2).start();
        var factors = Arrays.stream(LOSSES)
                .map(loss -> {
                    schedule.epochDone(report(loss));
                    return schedule.factor(AT);
                })
                .toArray();
        assertThat(factors)
                .containsExactly(new double[] {1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25}, within(1e-12));
    }

    @Test
    void ofAMetricToMaximizeWaitsForGrowth() {
        var schedule =
                Schedule.plateauOfLargest("loss").patience(0).smallest(0.05).start();
        schedule.epochDone(report(0.5));
        schedule.epochDone(report(0.6));
        assertThat(schedule.factor(AT)).isEqualTo(1);
        schedule.epochDone(report(0.6));
        assertThat(schedule.factor(AT)).isCloseTo(0.1, within(1e-12));
        schedule.epochDone(report(Double.NaN));
        assertThat(schedule.factor(AT)).as("not below the smallest").isEqualTo(0.05);
    }

    @Test
    void continuesFromItsSavedStateAlsoAfterAWarmup() {
        var settings = Schedule.plateauOfSmallest("loss").gamma(0.5).patience(2).warmup(3);
        var whole = settings.start();
        var first = settings.start();
        for (int i = 0; i < 4; i++) {
            whole.epochDone(report(LOSSES[i]));
            first.epochDone(report(LOSSES[i]));
        }
        var second = settings.start();
        second.prepare(first.state()).run();
        for (int i = 4; i < LOSSES.length; i++) {
            whole.epochDone(report(LOSSES[i]));
            second.epochDone(report(LOSSES[i]));
            assertThat(second.state()).isEqualTo(whole.state());
        }
    }

    @Test
    void eachRunStartsFromTheBeginning() {
        var settings = Schedule.plateauOfSmallest("loss").patience(0);
        var first = settings.start();
        first.epochDone(report(1));
        first.epochDone(report(1));
        assertThat(first.factor(AT)).isLessThan(1);
        assertThat(settings.start().factor(AT)).isEqualTo(1);
    }

    @Test
    void refusesInvalidSettings() {
        var schedule = Schedule.plateauOfSmallest("other").start();
        assertThatThrownBy(() -> schedule.epochDone(report(1))).hasMessageContaining("'other' was not measured");
        assertThatThrownBy(() -> schedule.prepare(State.EMPTY))
                .isInstanceOf(VireoException.class)
                .hasMessageContaining("'factor' is missing");
        assertThatThrownBy(() -> Schedule.plateauOfSmallest("loss").gamma(1)).hasMessageContaining("gamma is 1.0");
    }

    private static EpochReport report(double loss) {
        return new EpochReport(1, 1, Map.of(), Map.of("loss", loss), 1, new Timing(1, 1));
    }
}
