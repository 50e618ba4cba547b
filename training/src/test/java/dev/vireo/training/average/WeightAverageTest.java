package dev.vireo.training.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WeightAverageTest {
    private final Layer net = new Linear(1, 1, false);

    @AfterEach
    void free() {
        net.close();
    }

    /** With a decay of 0.75, the averages are 2, then 0.75 * 2 + 0.25 * 6 = 3, then 0.75 * 3 + 0.25 * (-1) = 2. */
    @Test
    void movesTowardsEachWeight() {
        try (var average = WeightAverage.exponential(net, 0.75)) {
            weight(2);
            average.update();
            assertThat(value(average)).isEqualTo(2);
            weight(6);
            average.update();
            assertThat(value(average)).isCloseTo(3, within(1e-6));
            weight(-1);
            average.update();
            assertThat(value(average)).isCloseTo(2, within(1e-6));
            assertThat(average.updates()).isEqualTo(3);
        }
    }

    @Test
    void theNetworkHasTheAverageOnlyTemporarily() {
        try (var average = WeightAverage.exponential(net, 0.5)) {
            weight(2);
            average.update();
            weight(4);
            double meanwhile = average.during(this::weight);
            assertThat(meanwhile).isEqualTo(2);
            assertThat(weight()).isEqualTo(4);
            assertThatThrownBy(() -> average.during(() -> {
                        throw new IllegalStateException("broken");
                    }))
                    .hasMessage("broken");
            assertThat(weight()).isEqualTo(4);
            average.copyToNetwork();
            assertThat(weight()).isEqualTo(2);
        }
    }

    @Test
    void continuesFromItsSavedStateAndFreesAll() {
        long tensors = Memory.of(Device.CPU).tensors();
        try (var first = WeightAverage.exponential(net, 0.5);
                var second = WeightAverage.exponential(net, 0.5)) {
            weight(2);
            first.update();
            try (var scope = TensorScope.open()) {
                second.prepare(first.state()).run();
            }
            weight(4);
            first.update();
            second.update();
            assertThat(value(second)).isEqualTo(value(first)).isEqualTo(3);
            assertThat(second.updates()).isEqualTo(2);
        }
        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(tensors);
    }

    @Test
    void anotherNetworksStateIsRefusedBeforeAnythingChanges() {
        try (var other = new Linear(2, 3);
                var theirs = WeightAverage.exponential(other, 0.5);
                var own = WeightAverage.exponential(net, 0.5)) {
            theirs.update();
            weight(2);
            own.update();
            assertThatThrownBy(() -> own.prepare(theirs.state()))
                    .isInstanceOf(VireoException.class)
                    .hasMessage("'weight' is float32 [3, 2]; the parameter is float32 [1, 1]");
            assertThat(value(own)).isEqualTo(2);
            assertThatThrownBy(() -> WeightAverage.exponential(net, 1)).hasMessageContaining("the decay is 1.0");
        }
    }

    private void weight(double value) {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            net.parameters().get(0).assign(Tensor.of((float) value).reshape(1, 1));
        }
    }

    private double weight() {
        return net.parameters().get(0).item();
    }

    private static double value(WeightAverage average) {
        return average.averages().get("weight").item();
    }
}
