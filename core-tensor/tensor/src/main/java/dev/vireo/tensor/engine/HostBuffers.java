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
 * Copies between Java's buffers and an engine's memory. The carrier of float64, float32, int64, int32 and int16 is the
 * Java type of that width; of float16 and bfloat16 the short with their bits; of int8, uint8 and bool the byte. A
 * {@link ByteBuffer} carries every type as raw bytes in native order.
 */
public final class HostBuffers {
    private HostBuffers() {}

    /**
     * The number of elements that remain in a buffer.
     *
     * @param call the operation that error messages name
     * @throws DTypeException if the buffer does not carry the type
     * @throws ShapeException if it holds bytes that are no whole number of elements
     */
    public static long elements(String call, Buffer buffer, DType dtype) {
        Carrier.of(call, buffer, dtype);
        if (!(buffer instanceof ByteBuffer)) {
            return buffer.remaining();
        }
        if (buffer.remaining() % dtype.bytes() != 0) {
            throw new ShapeException(call + ": " + buffer.remaining() + " bytes are no whole number of " + dtype
                    + " elements; each takes " + dtype.bytes() + " bytes");
        }
        return buffer.remaining() / dtype.bytes();
    }

    /**
     * Checks a copy between a buffer and a tensor before it touches memory. Every engine calls this first in
     * {@link Engine#copyIn} and {@link Engine#copyOut}.
     *
     * @param call the operation that error messages name
     * @return the part of the tensor's elements that the copy reads or writes
     * @throws ShapeException if the elements from {@code offset} on are not all inside the tensor, or it is not dense
     * @throws DTypeException if the buffer does not carry the tensor's type
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
     * @param offset the first element
     * @param count how many elements
     */
    public record Part(DType dtype, long offset, long count) {
        /** The element behind the last. */
        public long end() {
            return offset + count;
        }

        /** Where the first element begins, in bytes. */
        public long byteOffset() {
            return offset * dtype.bytes();
        }

        /** The size of all elements in bytes. */
        public long byteCount() {
            return count * dtype.bytes();
        }
    }

    /**
     * Refuses a buffer that cannot be written.
     *
     * @param call the operation that error messages name
     * @throws VireoException if it is read-only
     */
    public static void requireWritable(String call, Buffer buffer) {
        if (buffer.isReadOnly()) {
            throw new VireoException(call + ": the buffer is read-only; expected one that can be written");
        }
    }

    /** Puts what remains in {@code source} into memory of the given type. The source's position stays. */
    public static void write(Buffer source, ByteBuffer memory, DType dtype) {
        Carrier.of("write", source, dtype).write(source, memory.order(ByteOrder.nativeOrder()));
    }

    /** Fills what remains in {@code target} from memory of the given type. The target's position stays. */
    public static void read(ByteBuffer memory, Buffer target, DType dtype) {
        Carrier.of("read", target, dtype).read(target, memory.order(ByteOrder.nativeOrder()));
    }
}
