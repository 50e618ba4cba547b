package dev.vireo.tensor.engine;

import dev.vireo.tensor.DType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * Copies between Java's buffers and an engine's memory. The carrier of float64, float32, int64, int32 and int16 is the
 * Java type of that width; of float16 and bfloat16 the short with their bits; of int8, uint8 and bool the byte.
 */
public final class HostBuffers {
    private HostBuffers() {}

    /** How many bytes what remains in a buffer is as elements of a type. */
    public static long bytes(Buffer buffer, DType dtype) {
        return buffer instanceof ByteBuffer ? buffer.remaining() : (long) buffer.remaining() * dtype.bytes();
    }

    /** Puts what remains in {@code source} into memory of the given type. */
    public static void write(Buffer source, ByteBuffer memory, DType dtype) {
        memory.order(ByteOrder.nativeOrder());
        if (source instanceof ByteBuffer bytes) {
            memory.put(bytes.duplicate());
        } else if (source instanceof FloatBuffer floats && dtype == DType.FLOAT32) {
            memory.asFloatBuffer().put(floats.duplicate());
        } else if (source instanceof DoubleBuffer doubles && dtype == DType.FLOAT64) {
            memory.asDoubleBuffer().put(doubles.duplicate());
        } else if (source instanceof LongBuffer longs && dtype == DType.INT64) {
            memory.asLongBuffer().put(longs.duplicate());
        } else if (source instanceof IntBuffer ints && dtype == DType.INT32) {
            memory.asIntBuffer().put(ints.duplicate());
        } else if (source instanceof ShortBuffer shorts && dtype.bytes() == 2) {
            memory.asShortBuffer().put(shorts.duplicate());
        } else {
            throw mismatch(source, dtype);
        }
    }

    /** Fills what remains in {@code target} from memory of the given type. */
    public static void read(ByteBuffer memory, Buffer target, DType dtype) {
        memory.order(ByteOrder.nativeOrder());
        if (target instanceof ByteBuffer bytes) {
            bytes.duplicate().put(memory.slice().limit(bytes.remaining()));
        } else if (target instanceof FloatBuffer floats && dtype == DType.FLOAT32) {
            floats.duplicate().put(memory.asFloatBuffer().limit(floats.remaining()));
        } else if (target instanceof DoubleBuffer doubles && dtype == DType.FLOAT64) {
            doubles.duplicate().put(memory.asDoubleBuffer().limit(doubles.remaining()));
        } else if (target instanceof LongBuffer longs && dtype == DType.INT64) {
            longs.duplicate().put(memory.asLongBuffer().limit(longs.remaining()));
        } else if (target instanceof IntBuffer ints && dtype == DType.INT32) {
            ints.duplicate().put(memory.asIntBuffer().limit(ints.remaining()));
        } else if (target instanceof ShortBuffer shorts && dtype.bytes() == 2) {
            shorts.duplicate().put(memory.asShortBuffer().limit(shorts.remaining()));
        } else {
            throw mismatch(target, dtype);
        }
    }

    private static IllegalArgumentException mismatch(Buffer buffer, DType dtype) {
        return new IllegalArgumentException("a " + buffer.getClass().getSimpleName() + " does not carry " + dtype
                + "; expected its carrier or bytes");
    }
}
