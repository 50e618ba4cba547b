package dev.vireo.tensor.internal.transfer;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.GradMode;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.HostBuffers;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.internal.dispatch.Notifications;
import dev.vireo.tensor.internal.memory.Handle;
import dev.vireo.tensor.internal.plan.GapCheck;
import dev.vireo.tensor.internal.plan.NativeErrors;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/** Creates tensors from Java arrays, and reads them back. */
public final class HostData {
    private HostData() {}

    /** Creates a float32 tensor. */
    public static Tensor floats(float[] values, Shape shape) {
        return from(FloatBuffer.wrap(values), new TensorSpec(shape, DType.FLOAT32, Device.CPU));
    }

    /** Creates a float32 matrix from rows of equal length. */
    public static Tensor floats(float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        long elements = (long) rows.length * columns;
        if (elements > Integer.MAX_VALUE - 8) {
            throw new ShapeException("of: " + rows.length + " rows of " + columns + " values are " + elements
                    + " elements, more than a Java array holds; make tensors of fewer rows and concat them");
        }
        var all = FloatBuffer.allocate((int) elements);
        for (var row : rows) {
            if (row.length != columns) {
                throw new ShapeException(
                        "of: rows of " + columns + " and of " + row.length + " values; expected one length");
            }
            all.put(row);
        }
        return from(all.flip(), new TensorSpec(Shape.of(rows.length, columns), DType.FLOAT32, Device.CPU));
    }

    /** Creates a float64 tensor. */
    public static Tensor doubles(double[] values, Shape shape) {
        return from(DoubleBuffer.wrap(values), new TensorSpec(shape, DType.FLOAT64, Device.CPU));
    }

    /** Creates an int64 tensor. */
    public static Tensor longs(long[] values, Shape shape) {
        return from(LongBuffer.wrap(values), new TensorSpec(shape, DType.INT64, Device.CPU));
    }

    /** Creates an int32 tensor. */
    public static Tensor ints(int[] values, Shape shape) {
        return from(IntBuffer.wrap(values), new TensorSpec(shape, DType.INT32, Device.CPU));
    }

    /** Creates a bool tensor. */
    public static Tensor booleans(boolean[] values, Shape shape) {
        var bytes = ByteBuffer.allocate(values.length);
        for (boolean value : values) {
            bytes.put((byte) (value ? 1 : 0));
        }
        return from(bytes.flip(), new TensorSpec(shape, DType.BOOL, Device.CPU));
    }

    /** Creates a tensor from a buffer whose elements fill it exactly. */
    public static Tensor from(Buffer data, TensorSpec spec) {
        long elements = HostBuffers.elements("of", data, spec.dtype());
        if (elements != spec.shape().elements()) {
            throw new ShapeException("of: " + elements + " values do not fill the shape " + spec.shape()
                    + ", which takes " + spec.shape().elements());
        }
        var engine = Engines.current();
        GapCheck.refuse("of", engine, spec);
        var tensor = TENSORS.wrap(Handle.of(engine, allocate(engine, spec), spec), spec);
        try {
            if (elements > 0) {
                engine.copyIn(TENSORS.handle(tensor).value(), 0, data);
            }
            Notifications.fromHost(tensor);
            return tensor;
        } catch (Throwable e) {
            tensor.close();
            throw e;
        }
    }

    private static NativeTensor allocate(Engine engine, TensorSpec spec) {
        try {
            return engine.allocate(spec);
        } catch (RuntimeException e) {
            throw NativeErrors.of("of", engine, new TensorSpec[0], new TensorSpec[] {spec}, e);
        }
    }

    /** Copies a tensor's elements in row-major order to a buffer that has room for exactly these. */
    public static void read(Tensor tensor, Buffer target) {
        if (tensor.device().isMeta()) {
            throw new DeviceException("a tensor on meta has no values to read: " + tensor.spec());
        }
        requireRoom(tensor.spec(), target);
        Notifications.toHost(tensor);
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            var dense = tensor.detach().to(Device.CPU).contiguous();
            if (tensor.shape().elements() > 0) {
                tensor.engine().copyOut(TENSORS.handle(dense).value(), 0, target);
            }
        }
    }

    private static void requireRoom(TensorSpec spec, Buffer target) {
        HostBuffers.requireWritable("read", target);
        long room = HostBuffers.elements("read", target, spec.dtype());
        if (room != spec.shape().elements()) {
            throw new ShapeException("read: the buffer has room for " + room + " elements, the tensor " + spec + " has "
                    + spec.shape().elements() + "; expected room for exactly these");
        }
    }

    /**
     * Returns the number of elements.
     *
     * @throws ShapeException if a Java array cannot hold them
     */
    public static int length(Tensor tensor) {
        if (tensor.shape().elements() > Integer.MAX_VALUE - 8) {
            throw new ShapeException("a Java array cannot hold the "
                    + tensor.shape().elements() + " elements of " + tensor.shape() + "; read slices");
        }
        return (int) tensor.shape().elements();
    }
}
