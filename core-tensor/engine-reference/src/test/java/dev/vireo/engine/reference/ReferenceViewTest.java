package dev.vireo.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that views share memory in every layout. */
class ReferenceViewTest extends OnReference {
    /** {@code [[1, 2, 3], [4, 5, 6]]}. */
    private static Tensor matrix() {
        return Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    }

    @Test
    void computesOnViews() {
        var x = matrix();

        assertThat(x.transpose(0, 1).add(Tensor.of(10.0, 20.0)).toDoubleArray())
                .containsExactly(11, 24, 12, 25, 13, 26);
        assertThat(x.slice(1, 0, 3, 2).mul(x.select(1, 1).unsqueeze(1)).toDoubleArray())
                .containsExactly(2, 6, 20, 30);
        assertThat(x.select(0, 1).unsqueeze(1).expand(3, 2).toDoubleArray()).containsExactly(4, 4, 5, 5, 6, 6);
        assertThat(x.transpose(0, 1).reshape(2, 3).toDoubleArray()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(Tensor.arange(10).slice(0, 1, 9, 3).toLongArray()).containsExactly(1, 4, 7);
    }

    @Test
    void writesThroughViews() {
        var x = matrix();

        x.transpose(0, 1).slice(0, 1, 3).assign(Tensor.of(-1.0, -2.0));

        assertThat(x.toDoubleArray()).containsExactly(1, -1, -1, 4, -2, -2);
    }

    @Test
    void writesThroughReshapesAndIntoEveryOtherElement() {
        var x = matrix();

        x.reshape(3, 2).select(0, 1).assign(Tensor.of(30.0, 40));
        x.slice(1, 0, 3, 2).assign(Tensor.of(0.0));

        assertThat(x.toDoubleArray()).containsExactly(0, 2, 0, 0, 5, 0);
    }

    /** Views with added and removed dimensions share memory in any layout, as in PyTorch. */
    @Test
    void writesThroughAddedAndRemovedDimensions() {
        var x = matrix();
        var columns = x.transpose(0, 1);

        columns.select(0, 1).assign(Tensor.of(20.0, 50));
        columns.slice(0, 2, 3).squeeze(0).assign(Tensor.of(30.0, 60));
        columns.unsqueeze(1).select(0, 0).squeeze(0).assign(Tensor.of(10.0, 40));
        columns.split(2, 0)[1].select(-1, 1).assign(Tensor.of(-6.0));

        assertThat(x.toDoubleArray()).containsExactly(10, 20, 30, 40, 50, -6);
    }

    @Test
    void copiesShareNothing() {
        var x = matrix();
        var copy = x.copy();

        x.assign(Tensor.of(0.0));

        assertThat(copy.toDoubleArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void readsBeforeWritingIfMemoryOverlaps() {
        var x = Tensor.of(1.0, 2, 3, 4);

        x.slice(0, 1, 4).assign(x.slice(0, 0, 3));

        assertThat(x.toDoubleArray()).containsExactly(1, 1, 2, 3);
    }

    @Test
    void castsValuesThatItWrites() {
        var x = Tensor.of(0, 0).to(DType.INT8);

        x.assign(Tensor.of(-1.75, 300));

        assertThat(x.toLongArray()).containsExactly(-1, 44);
    }

    @Test
    void concatenatesViewsAndEmptyTensors() {
        var x = matrix();
        var none = Tensor.of(new double[0], 2, 0);

        assertThat(Tensor.concat(1, x.slice(1, 2, 3), none, x.slice(1, 0, 1)).toDoubleArray())
                .containsExactly(3, 1, 6, 4);
        assertThat(Tensor.concat(0, x, x.slice(0, 1, 1)).shape()).isEqualTo(Shape.of(2, 3));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void valuesOfEveryTypeKeepTheirBits(DType dtype) {
        var bits = ByteBuffer.allocate(4 * dtype.bytes()).order(ByteOrder.nativeOrder());
        // 0, 1, and the least and greatest numbers of the type
        var x = Tensor.of(0L, 1, dtype.isIntegral() ? Long.MIN_VALUE >> 64 - 8 * dtype.bytes() : -1, 127)
                .to(dtype);
        x.read(bits);

        var again = Tensor.of(bits.rewind(), dtype, 4);

        assertThat(again.dtype()).isEqualTo(dtype);
        assertThat(again.toDoubleArray()).isEqualTo(x.toDoubleArray());
    }

    @Test
    void float16HasTheBitsOfIeee754() {
        short[] half = {0, (short) 0x8000, 0x3c00, 0x0001, 0x03ff, 0x7bff, 0x7c00, (short) 0xfc00};
        var bits = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        bits.asShortBuffer().put(half);
        var x = Tensor.of(bits, DType.FLOAT16, 8);
        var back = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        x.read(back);
        var shorts = new short[8];
        back.asShortBuffer().get(shorts);

        assertThat(x.toDoubleArray())
                .containsExactly(
                        0, -0.0, 1, 0x1p-24, 1023 * 0x1p-24, 65504, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertThat(shorts).isEqualTo(half);
    }

    @Test
    void onMetaTensorsHaveShapesAndNoValues() {
        var x = matrix().to(Device.META);

        assertThat(x.transpose(0, 1).matmul(x).shape()).isEqualTo(Shape.of(3, 3));
        assertThatThrownBy(() -> x.toDoubleArray()).isInstanceOf(DeviceException.class);
        assertThatThrownBy(() -> x.to(Device.CPU)).isInstanceOf(DeviceException.class);
    }
}
