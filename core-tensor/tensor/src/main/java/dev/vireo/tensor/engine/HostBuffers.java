package dev.vireo.tensor.engine;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.DTypeException;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.VireoException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Copies between Java's buffers and an engine's memory. float64, float32, int64, int32 and int16 use the buffer of the
 * Java type of that width. float16 and bfloat16 use a buffer of shorts with their bits; int8, uint8 and bool use a
 * buffer of bytes. A {@link ByteBuffer} stores every type as raw bytes in native order.
 */
public final class HostBuffers {
    private HostBuffers() {}

    /**
     * The number of remaining elements in a buffer.
     *
     * @param call the operation that error messages name
     * @throws DTypeException if the buffer cannot store the type
     * @throws ShapeException if the number of bytes is not a multiple of the element size
     */
    public static long elements(String call, Buffer buffer, DType dtype) {
        Carrier.of(call, buffer, dtype);
        if (!(buffer instanceof ByteBuffer)) {
            return buffer.remaining();
        }
        if (buffer.remaining() % dtype.bytes() != 0) {
            throw new ShapeException(call + ": " + buffer.remaining() + " bytes are not a whole number of " + dtype
                    + " elements; each takes " + dtype.bytes() + " bytes");
        }
        return buffer.remaining() / dtype.bytes();
    }

    /**
     * Checks a copy between a buffer and a tensor before memory is accessed. Every engine calls this first in {@link
     * Engine#copyIn} and {@link Engine#copyOut}.
     *
     * @param call the operation that error messages name
     * @return the elements of the tensor that the copy reads or writes
     * @throws ShapeException if some of the elements from {@code offset} on are outside the tensor, or it is not dense
     * @throws DTypeException if the buffer cannot store the tensor's type
     * @throws DeviceException if the tensor is on meta
     */
    public static Part check(String call, Engine engine, NativeTensor tensor, long offset, Buffer buffer) {
        var spec = engine.spec(tensor);
        if (spec.device().isMeta()) {
            throw new DeviceException(call + ": the tensor " + spec + " has no values; expected one with memory");
        }
        long count = elements(call, buffer, spec.dtype());
        long size = spec.shape().elements();
        if (offset < 0 || offset > size || count > size - offset) {
            throw new ShapeException(call + ": " + count + " elements from " + offset
                    + " on do not lie inside the tensor " + spec + ", which has " + size);
        }
        if (!engine.isContiguous(tensor)) {
            throw new ShapeException(call + ": the tensor " + spec + " is not dense; expected its contiguous()");
        }
        return new Part(spec.dtype(), offset, count);
    }

    /**
     * Consecutive elements of a dense tensor.
     *
     * @param dtype their type
     * @param offset the first element
     * @param count the number of elements
     */
    public record Part(DType dtype, long offset, long count) {
        /** The index after the last element. */
        public long end() {
            return offset + count;
        }

        /** The position of the first element in bytes. */
        public long byteOffset() {
            return offset * dtype.bytes();
        }

        /** The size of all elements in bytes. */
        public long byteCount() {
            return count * dtype.bytes();
        }
    }

    /**
     * Refuses a read-only buffer.
     *
     * @param call the operation that error messages name
     * @throws VireoException if the buffer is read-only
     */
    public static void requireWritable(String call, Buffer buffer) {
        if (buffer.isReadOnly()) {
            throw new VireoException(call + ": the buffer is read-only; expected one that can be written");
        }
    }

    /**
     * Copies the remaining elements of {@code source} to memory of the given type. The source's position does not
     * change.
     */
    public static void write(Buffer source, ByteBuffer memory, DType dtype) {
        Carrier.of("write", source, dtype).write(source, memory.order(ByteOrder.nativeOrder()));
    }

    /**
     * Fills the remaining elements of {@code target} from memory of the given type. The target's position does not
     * change.
     */
    public static void read(ByteBuffer memory, Buffer target, DType dtype) {
        Carrier.of("read", target, dtype).read(target, memory.order(ByteOrder.nativeOrder()));
    }
}
