package dev.vireo.nn;

import static dev.vireo.nn.convolution.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.loss.Losses;
import dev.vireo.nn.pooling.MaxPool2d;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.listener.ListenerScope;
import dev.vireo.tensor.listener.Profile;
import dev.vireo.tensor.listener.Profile.Pass;
import dev.vireo.tensor.listener.Profile.Row;
import org.junit.jupiter.api.Test;

final class ProfileTest {
    @Test
    void showsAllOfBackward() {
        try (var net = new Sequential(
                        new Conv2d(1, 8, kernel(3).padding(1)),
                        new ReLU(),
                        new MaxPool2d(2),
                        new Flatten(),
                        new Linear(8 * 14 * 14, 10));
                var scope = TensorScope.open()) {
            var images = Tensor.randn(64, 1, 28, 28);
            var targets = Tensor.zeros(64).to(DType.INT64);
            backward(net, images, targets, new Profile()); // loads classes
            var profile = new Profile();
            long measured = 0;
            for (int i = 0; i < 5; i++) {
                measured += backward(net, images, targets, profile);
            }

            assertThat(profile.rows(Pass.BACKWARD))
                    .extracting(Row::operation, Row::path, Row::calls)
                    .contains(
                            row("conv", "Sequential.0"),
                            row("relu", "Sequential.1"),
                            row("maxPool", "Sequential.2"),
                            row("flatten", "Sequential.3"),
                            row("linear", "Sequential.4"),
                            row("crossEntropy", ""));
            assertThat((double) profile.nanos(Pass.BACKWARD)).isBetween(0.7 * measured, (double) measured);
            assertThat(profile.rows(Pass.FORWARD))
                    .extracting(Row::operation, Row::path, Row::calls)
                    .contains(row("conv", "Sequential.0"), row("linear", "Sequential.4"));
            assertThat(profile.toString().lines())
                    .hasSize(profile.rows().size() + 1)
                    .anySatisfy(line -> assertThat(line).contains("backward", "conv", "Sequential.0", " ms", " 5 "));
        }
    }

    private static org.assertj.core.groups.Tuple row(String operation, String path) {
        return org.assertj.core.api.Assertions.tuple(operation, path, 5L);
    }

    /** Profiles forward and backward; returns the time of backward. */
    private static long backward(Layer net, Tensor images, Tensor targets, Profile profile) {
        try (var scope = TensorScope.open();
                var listening = ListenerScope.open(profile)) {
            var loss = Losses.crossEntropy(net.call(images), targets);
            long start = System.nanoTime();
            loss.backward();
            return System.nanoTime() - start;
        }
    }
}
