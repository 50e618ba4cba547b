package dev.vireo.nn;

import static dev.vireo.nn.Libtorch.agrees;
import static dev.vireo.nn.Libtorch.normal;
import static dev.vireo.nn.Libtorch.of;
import static dev.vireo.nn.pooling.Window.window;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.nn.pooling.AdaptiveAvgPool1d;
import dev.vireo.nn.pooling.AdaptiveAvgPool2d;
import dev.vireo.nn.pooling.AdaptiveAvgPool3d;
import dev.vireo.nn.pooling.AdaptiveMaxPool1d;
import dev.vireo.nn.pooling.AdaptiveMaxPool2d;
import dev.vireo.nn.pooling.AdaptiveMaxPool3d;
import dev.vireo.nn.pooling.AvgPool1d;
import dev.vireo.nn.pooling.AvgPool2d;
import dev.vireo.nn.pooling.AvgPool3d;
import dev.vireo.nn.pooling.MaxPool1d;
import dev.vireo.nn.pooling.MaxPool2d;
import dev.vireo.nn.pooling.MaxPool3d;
import dev.vireo.tensor.Tensor;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PoolsTest extends InScope {
    private static final long[] TWO = {2, 2};

    @SuppressWarnings("NullAway.Init")
    private Tensor line;

    @SuppressWarnings("NullAway.Init")
    private Tensor image;

    @SuppressWarnings("NullAway.Init")
    private Tensor volume;

    @BeforeEach
    void draw() {
        line = normal(2, 3, 11);
        image = normal(2, 3, 7, 9);
        volume = normal(1, 2, 5, 4, 6);
    }

    @Test
    void maxPoolsMatchPyTorch() {
        agrees("1d", new MaxPool1d(3).call(line), torch.max_pool1d(of(line), 3));
        agrees("2d", new MaxPool2d(2).call(image), torch.max_pool2d(of(image), TWO));
        agrees("3d", new MaxPool3d(2).call(volume), torch.max_pool3d(of(volume), 2, 2, 2));
        var window = window(3, 2).stride(2).padding(1).dilation(1, 2).ceilMode(true);
        agrees(
                "all",
                new MaxPool2d(window).call(image),
                torch.max_pool2d(of(image), new long[] {3, 2}, TWO, new long[] {1, 1}, new long[] {1, 2}, true));
    }

    @Test
    void averagePoolsMatchPyTorch() {
        agrees("1d", new AvgPool1d(3).call(line), torch.avg_pool1d(of(line), 3));
        agrees("2d", new AvgPool2d(2).call(image), torch.avg_pool2d(of(image), TWO));
        agrees("3d", new AvgPool3d(2).call(volume), torch.avg_pool3d(of(volume), 2, 2, 2));
        var window = window(3).stride(2).padding(1).ceilMode(true).countIncludePad(false);
        agrees(
                "all",
                new AvgPool2d(window).call(image),
                torch.avg_pool2d(
                        of(image), new long[] {3, 3}, TWO, new long[] {1, 1}, true, false, new LongOptional()));
    }

    @Test
    void adaptivePoolsMatchPyTorch() {
        agrees("1d", new AdaptiveAvgPool1d(4).call(line), torch.adaptive_avg_pool1d(of(line), 4));
        agrees("2d", new AdaptiveAvgPool2d(3, 4).call(image), torch.adaptive_avg_pool2d(of(image), 3, 4));
        agrees("3d", new AdaptiveAvgPool3d(2).call(volume), torch.adaptive_avg_pool3d(of(volume), 2, 2, 2));
        agrees(
                "1d",
                new AdaptiveMaxPool1d(4).call(line),
                torch.adaptive_max_pool1d(of(line), 4).get0());
        agrees(
                "2d",
                new AdaptiveMaxPool2d(3).call(image),
                torch.adaptive_max_pool2d(of(image), 3, 3).get0());
        agrees(
                "3d",
                new AdaptiveMaxPool3d(2).call(volume),
                torch.adaptive_max_pool3d(of(volume), 2, 2, 2).get0());
    }

    @Test
    void refuseBadArguments() {
        assertThatThrownBy(() -> new MaxPool2d(0)).hasMessage("MaxPool2d: window is 0; expected at least 1");
        assertThatThrownBy(() -> new AvgPool1d(window(2, 2)))
                .hasMessage("AvgPool1d: window [2, 2] has 2 entries; expected 1");
        assertThatThrownBy(() -> new AvgPool1d(window(2).dilation(2)))
                .hasMessage("AvgPool1d: dilation [2] is for max pooling; expected none");
        assertThatThrownBy(() -> new AdaptiveAvgPool2d(1, 2, 3))
                .hasMessage("AdaptiveAvgPool2d: output [1, 2, 3] has 3 entries; expected 1 or 2");
    }
}
