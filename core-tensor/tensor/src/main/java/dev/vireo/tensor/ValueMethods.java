package dev.vireo.tensor;

import dev.vireo.tensor.autograd.GradMode;
import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.internal.transfer.HostData;
import dev.vireo.tensor.op.Update;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * The methods of {@link Tensor} that read its values into Java, and that write values in place. Values are read in
 * row-major order from any device, and cast if the Java type is another. The {@code assign...} methods return this tensor.
 */
public sealed interface ValueMethods permits Tensor {
    /** This tensor. */
    Tensor self();

    /**
     * The value of a tensor with one element. Waits for the device.
     *
     * @throws dev.vireo.tensor.ShapeException if there is not exactly one element
     */
    default double item() {
        if (self().shape().elements() != 1) {
            throw new ShapeException("item: the tensor " + self().shape() + " has not one element; use toFloatArray()");
        }
        return toDoubleArray()[0];
    }

    /** As {@link #item}, but NaN on meta, where tensors have no values. */
    default double itemOrNaN() {
        return self().device().isMeta() && self().shape().elements() == 1 ? Double.NaN : item();
    }

    /** The elements in row-major order, cast to float32. */
    default float[] toFloatArray() {
        var values = new float[HostData.length(self())];
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            HostData.read(self().to(DType.FLOAT32), FloatBuffer.wrap(values));
        }
        return values;
    }

    /** The elements in row-major order, cast to float64. */
    default double[] toDoubleArray() {
        var values = new double[HostData.length(self())];
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            HostData.read(self().to(DType.FLOAT64), DoubleBuffer.wrap(values));
        }
        return values;
    }

    /** The elements in row-major order, cast to int64. */
    default long[] toLongArray() {
        var values = new long[HostData.length(self())];
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            HostData.read(self().to(DType.INT64), LongBuffer.wrap(values));
        }
        return values;
    }

    /** The elements in row-major order, cast to int32. */
    default int[] toIntArray() {
        var values = new int[HostData.length(self())];
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            HostData.read(self().to(DType.INT32), IntBuffer.wrap(values));
        }
        return values;
    }

    /** The elements in row-major order, cast to bool. */
    default boolean[] toBooleanArray() {
        var bytes = ByteBuffer.allocate(HostData.length(self()));
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            HostData.read(self().to(DType.BOOL), bytes);
        }
        var values = new boolean[bytes.capacity()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.get(i) != 0;
        }
        return values;
    }

    /**
     * Fills the remaining elements of a buffer with the values, in row-major order and without casting. The buffer's
     * position does not change.
     *
     * @param target a buffer of the type's Java type, or raw bytes in native order (see {@link
     * dev.vireo.tensor.engine.HostBuffers}), with room for exactly the tensor's elements
     * @throws ShapeException if the buffer has room for more or fewer elements
     * @throws DTypeException if the buffer cannot store the tensor's type
     */
    default void read(Buffer target) {
        HostData.read(self(), target);
    }

    /** Copies the source into this tensor, in place, with broadcasting and casting. */
    default Tensor assign(Tensor source) {
        Dispatcher.run(new Update.CopyInto(), self(), source);
        return self();
    }

    /** Adds {@code alpha} times the source, in place; the source broadcasts. */
    default Tensor assignAdd(Tensor source, double alpha) {
        Dispatcher.run(new Update.AddInto(alpha), self(), source);
        return self();
    }

    /**
     * Copies rows into this tensor {@code [V, ...]}: row {@code index[i]} becomes row i of the source. Other rows are not
     * touched. Where an index occurs twice, either of its rows may be the one that stays.
     *
     * @param index int64 {@code [K]}
     * @param source {@code [K, ...]} of this tensor's type
     */
    default Tensor assignRows(Tensor index, Tensor source) {
        Dispatcher.run(new Update.CopyRowsInto(), self(), index, source);
        return self();
    }

    /** Multiplies by a number, in place. */
    default Tensor assignScale(double factor) {
        Dispatcher.run(new Update.ScaleInto(factor), self());
        return self();
    }

    /** Interpolates toward the source, in place: this += weight (source - this). */
    default Tensor assignLerp(Tensor source, double weight) {
        Dispatcher.run(new Update.LerpInto(weight), self(), source);
        return self();
    }
}
