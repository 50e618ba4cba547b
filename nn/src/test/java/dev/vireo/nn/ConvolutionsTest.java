package dev.vireo.nn;

import static dev.vireo.nn.Libtorch.agrees;
import static dev.vireo.nn.Libtorch.normal;
import static dev.vireo.nn.Libtorch.of;
import static dev.vireo.nn.Libtorch.optional;
import static dev.vireo.nn.convolution.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.nn.convolution.Conv1d;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.convolution.Conv3d;
import dev.vireo.nn.convolution.ConvTranspose1d;
import dev.vireo.nn.convolution.ConvTranspose2d;
import dev.vireo.nn.convolution.ConvTranspose3d;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.Rearrange.PadMode;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.PadFuncOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kReflect;
import org.junit.jupiter.api.Test;

final class ConvolutionsTest extends InScope {
    @Test
    void conv1dMatchesPyTorch() {
        try (var layer =
                new Conv1d(4, 6, kernel(3).stride(2).padding(1).dilation(2).groups(2))) {
            var x = normal(2, 4, 11);
            agrees(
                    "conv1d",
                    layer.call(x),
                    torch.conv1d(of(x), of(layer, "weight"), optional(layer, "bias"), all(2), all(1), all(2), 2));
        }
    }

    @Test
    void conv2dWithANonSquareKernelMatchesPyTorch() {
        try (var layer =
                new Conv2d(3, 5, kernel(3, 5).stride(1, 2).padding(1, 2).withoutBias())) {
            var x = normal(2, 3, 7, 9);
            assertThat(layer.stateDict()).containsOnlyKeys("weight");
            agrees(
                    "conv2d",
                    layer.call(x),
                    torch.conv2d(
                            of(x), of(layer, "weight"), optional(layer, "bias"), all(1, 2), all(1, 2), all(1, 1), 1));
        }
    }

    @Test
    void conv3dMatchesPyTorch() {
        try (var layer = new Conv3d(2, 4, kernel(2).padding(1))) {
            var x = normal(1, 2, 3, 4, 5);
            agrees(
                    "conv3d",
                    layer.call(x),
                    torch.conv3d(
                            of(x),
                            of(layer, "weight"),
                            optional(layer, "bias"),
                            all(1, 1, 1),
                            all(1, 1, 1),
                            all(1, 1, 1),
                            1));
        }
    }

    @Test
    void transposedConvolutionsMatchPyTorch() {
        try (var one = new ConvTranspose1d(
                        4, 6, kernel(3).stride(2).padding(1).outputPadding(1).groups(2));
                var two = new ConvTranspose2d(3, 5, kernel(3).stride(2).dilation(2));
                var three = new ConvTranspose3d(2, 2, kernel(2).stride(2).withoutBias())) {
            var x = normal(2, 4, 5);
            agrees(
                    "1d",
                    one.call(x),
                    torch.conv_transpose1d(
                            of(x), of(one, "weight"), optional(one, "bias"), all(2), all(1), all(1), 2, 1));
            x = normal(2, 3, 4, 5);
            agrees(
                    "2d",
                    two.call(x),
                    torch.conv_transpose2d(
                            of(x), of(two, "weight"), optional(two, "bias"), all(2, 2), all(0, 0), all(0, 0), 1, 2, 2));
            x = normal(1, 2, 3, 3, 3);
            agrees(
                    "3d",
                    three.call(x),
                    torch.conv_transpose3d(
                            of(x),
                            of(three, "weight"),
                            optional(three, "bias"),
                            all(2, 2, 2),
                            all(0, 0, 0),
                            all(0, 0, 0),
                            1,
                            1,
                            1,
                            1));
        }
    }

    @Test
    void reflectPaddingMatchesPyTorch() {
        try (var layer = new Conv2d(1, 2, kernel(3).padding(PadMode.REFLECT, 1, 2))) {
            var x = normal(1, 1, 5, 6);
            var options = new PadFuncOptions(new LongVector(2, 2, 1, 1));
            options.mode().put(new kReflect());
            agrees(
                    "reflect",
                    layer.call(x),
                    torch.conv2d(
                            torch.pad(of(x), options),
                            of(layer, "weight"),
                            optional(layer, "bias"),
                            all(1, 1),
                            all(0, 0),
                            all(1, 1),
                            1));
        }
    }

    @Test
    void initialWeightsAreUniformInPyTorchsBounds() {
        try (var conv = new Conv2d(16, 32, kernel(3).groups(2));
                var transposed = new ConvTranspose2d(16, 32, kernel(3).groups(2))) {
            assertThat(conv.stateDict().get("weight").shape()).isEqualTo(Shape.of(32, 8, 3, 3));
            InitializersTest.isUniform(conv.stateDict().get("weight"), 1 / Math.sqrt(8 * 9));
            InitializersTest.isUniform(conv.stateDict().get("bias"), 1 / Math.sqrt(8 * 9));
            assertThat(transposed.stateDict().get("weight").shape()).isEqualTo(Shape.of(16, 16, 3, 3));
            InitializersTest.isUniform(transposed.stateDict().get("weight"), 1 / Math.sqrt(16 * 9));
        }
    }

    @Test
    void refuseBadArguments() {
        assertThatThrownBy(() -> new Conv2d(3, 4, kernel(3).groups(2)))
                .isInstanceOf(VireoException.class)
                .hasMessage("Conv2d: 3 input channels do not divide into 2 groups");
        assertThatThrownBy(() -> new ConvTranspose1d(4, 3, kernel(3).groups(2)))
                .hasMessage("ConvTranspose1d: 3 output channels do not divide into 2 groups");
        assertThatThrownBy(() -> new Conv2d(1, 1, kernel(3, 3, 3)))
                .hasMessage("Conv2d: kernel [3, 3, 3] has 3 entries; expected 1 or 2");
        assertThatThrownBy(() -> new Conv1d(1, 1, kernel(3).stride(0)))
                .hasMessage("Conv1d: stride is 0; expected at least 1");
        assertThatThrownBy(() -> new Conv1d(1, 1, kernel(3).outputPadding(1)))
                .hasMessage("Conv1d: outputPadding is for transposed convolutions; expected none");
        assertThatThrownBy(() -> new ConvTranspose1d(1, 1, kernel(3).padding(PadMode.CIRCULAR, 1)))
                .hasMessage("ConvTranspose1d: the padding is CIRCULAR; expected CONSTANT, zeros");
    }

    private static long[] all(long... values) {
        return values;
    }
}
