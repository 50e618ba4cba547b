package dev.vireo.tensor.engine;

import static dev.vireo.tensor.DType.BFLOAT16;
import static dev.vireo.tensor.DType.FLOAT16;
import static dev.vireo.tensor.DType.FLOAT32;
import static dev.vireo.tensor.DType.FLOAT64;
import static dev.vireo.tensor.DType.INT16;
import static dev.vireo.tensor.DType.INT32;
import static dev.vireo.tensor.DType.INT64;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.DTypeException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * A kind of Java buffer, the types that it stores, and how it copies to and from memory in native byte order. Positions
 * of buffers do not change.
 */
record Carrier<B extends Buffer>(
        Class<B> type, Set<DType> types, BiConsumer<B, ByteBuffer> writing, BiConsumer<B, ByteBuffer> reading) {
    private static final List<Carrier<?>> ALL = List.of(
            new Carrier<>(
                    ByteBuffer.class,
                    EnumSet.allOf(DType.class),
                    (source, memory) -> memory.put(source.duplicate()),
                    (target, memory) -> target.duplicate().put(memory.slice().limit(target.remaining()))),
            new Carrier<>(
                    FloatBuffer.class,
                    EnumSet.of(FLOAT32),
                    (source, memory) -> memory.asFloatBuffer().put(source.duplicate()),
                    (target, memory) ->
                            target.duplicate().put(memory.asFloatBuffer().limit(target.remaining()))),
            new Carrier<>(
                    DoubleBuffer.class,
                    EnumSet.of(FLOAT64),
                    (source, memory) -> memory.asDoubleBuffer().put(source.duplicate()),
                    (target, memory) ->
                            target.duplicate().put(memory.asDoubleBuffer().limit(target.remaining()))),
            new Carrier<>(
                    LongBuffer.class,
                    EnumSet.of(INT64),
                    (source, memory) -> memory.asLongBuffer().put(source.duplicate()),
                    (target, memory) ->
                            target.duplicate().put(memory.asLongBuffer().limit(target.remaining()))),
            new Carrier<>(
                    IntBuffer.class,
                    EnumSet.of(INT32),
                    (source, memory) -> memory.asIntBuffer().put(source.duplicate()),
                    (target, memory) ->
                            target.duplicate().put(memory.asIntBuffer().limit(target.remaining()))),
            new Carrier<>(
                    ShortBuffer.class,
                    EnumSet.of(FLOAT16, BFLOAT16, INT16),
                    (source, memory) -> memory.asShortBuffer().put(source.duplicate()),
                    (target, memory) ->
                            target.duplicate().put(memory.asShortBuffer().limit(target.remaining()))));

    /**
     * Returns the kind of a buffer.
     *
     * @param call the operation that the error message names
     * @throws DTypeException if the buffer cannot store the type
     */
    static Carrier<?> of(String call, Buffer buffer, DType dtype) {
        for (var carrier : ALL) {
            if (carrier.type.isInstance(buffer) && carrier.types.contains(dtype)) {
                return carrier;
            }
        }
        var expected = ALL.stream()
                .filter(carrier -> carrier.types.contains(dtype))
                .map(carrier -> "a " + carrier.type.getSimpleName())
                .collect(Collectors.joining(" with raw bytes, or "));
        throw new DTypeException(call + ": a " + kind(buffer) + " does not carry " + dtype + "; expected " + expected);
    }

    /** Copies the remaining elements of the buffer to memory. */
    void write(Buffer source, ByteBuffer memory) {
        writing.accept(type.cast(source), memory);
    }

    /** Fills the remaining elements of the buffer from memory. */
    void read(Buffer target, ByteBuffer memory) {
        reading.accept(type.cast(target), memory);
    }

    /** The name of the public class: {@code FloatBuffer}, and not the JDK's {@code DirectFloatBufferU}. */
    private static String kind(Buffer buffer) {
        Class<?> type = buffer.getClass();
        while (type.getSuperclass() != Buffer.class) {
            type = type.getSuperclass();
        }
        return type.getSimpleName();
    }
}
