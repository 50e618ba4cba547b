package dev.vireo.nn;

import static dev.vireo.nn.convolution.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.normalization.BatchNorm2d;
import dev.vireo.nn.pooling.MaxPool2d;
import dev.vireo.nn.regularization.Dropout;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.VireoException;
import org.junit.jupiter.api.Test;

final class SummaryTest {
    private static Sequential cnn() {
        return new Sequential(
                new Sequential(new Conv2d(1, 32, kernel(3).padding(1)), new BatchNorm2d(32), new ReLU()),
                new MaxPool2d(2),
                new Dropout(0.5),
                new Flatten(),
                new Linear(32 * 4 * 4, 10));
    }

    @Test
    void printsATableOfASmallCnn() {
        try (var net = cnn()) {
            net.children().get("4").freeze();
            assertThat(net.summary(2, 1, 8, 8)).hasToString("""
                    layer  type         output         parameters    FLOPs
                    -----  -----------  -------------  ----------  -------
                    (net)  Sequential   [2, 10]                 -        -
                    0      Sequential   [2, 32, 8, 8]           -        -
                    0.0    Conv2d       [2, 32, 8, 8]         320   73,728
                    0.1    BatchNorm2d  [2, 32, 8, 8]          64    8,192
                    0.2    ReLU         [2, 32, 8, 8]           -    4,096
                    1      MaxPool2d    [2, 32, 4, 4]           -    4,096
                    2      Dropout      [2, 32, 4, 4]           -        -
                    3      Flatten      [2, 512]                -        -
                    4      Linear       [2, 10]             5,130   20,480
                    -----  -----------  -------------  ----------  -------
                    total                                   5,514  110,592
                    parameters take 21.5 KiB; 5,130 of them are frozen""");
        }
    }

    @Test
    void doesNotChangeTheNetwork() {
        try (var net = cnn()) {
            net.children().get("0").eval();
            var before = net.stateDict();
            long tensors = Memory.of(Device.CPU).tensors();
            net.summary(2, 1, 8, 8);
            assertThatThrownBy(() -> net.summary(2, 3, 8, 8))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContaining("takes 1 input channels");
            assertThat(net.stateDict()).containsExactlyEntriesOf(before);
            assertThat(net.parameters())
                    .allMatch(parameter -> parameter.device().equals(Device.CPU));
            assertThat(net.isTraining()).isTrue();
            assertThat(net.children().get("0").isTraining()).isFalse();
            assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(tensors);
        }
    }

    @Test
    void totalsAreSumsOfTheRows() {
        try (var net = cnn()) {
            var summary = net.summary(1, 1, 8, 8);
            assertThat(summary.parameters()).isEqualTo(320 + 64 + 5130);
            assertThat(summary.trainable()).isEqualTo(summary.parameters());
            assertThat(summary.bytes()).isEqualTo(4 * summary.parameters());
            assertThat(summary.flops()).isEqualTo(110_592 / 2);
        }
    }
}
