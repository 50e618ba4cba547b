package dev.vireo.formats.dl4j.internal;

import dev.vireo.tensor.VireoException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/**
 * Reads an array that {@code Nd4j.write} wrote, big-endian: one buffer with the shape, then one with the values. A
 * buffer consists of the name of its allocation mode (modified UTF-8), its length (int64; int32 in older files), the
 * name of its type, and its elements.
 */
final class Nd4jReader {
    /** Allocation modes of older files, whose length is an int32. */
    private static final Set<String> OLD_ALLOCATIONS = Set.of("HEAP", "JAVACPP", "DIRECT");

    private static final Set<String> ALLOCATIONS = Set.of("LONG_SHAPE", "MIXED_DATA_TYPES");
    private static final Map<String, Integer> BYTES =
            Map.of("DOUBLE", 8, "FLOAT", 4, "HALF", 2, "BFLOAT16", 2, "LONG", 8, "INT", 4);
    /** Rank, sizes and strides of up to 32 dimensions, and three further entries. */
    private static final long LONGEST_SHAPE = 2 * 32 + 4;

    private final String file;
    private final DataInputStream in;
    private final long bytes;
    private long read;

    /**
     * @param file the file, for error messages
     * @param in the stream to read
     * @param bytes the number of bytes that the array occupies
     */
    Nd4jReader(String file, DataInputStream in, long bytes) {
        this.file = file;
        this.in = in;
        this.bytes = bytes;
    }

    /** @throws VireoException if the array is malformed or truncated */
    Nd4jArray read() throws IOException {
        long elements = elements(shape());
        var header = header();
        if (header.length != elements) {
            throw damaged("it has " + header.length + " values; its shape needs " + elements);
        }
        return new Nd4jArray(
                switch (header.type) {
                    case "DOUBLE" -> doubles(header.count());
                    case "FLOAT" -> floats(header.count(), in::readFloat);
                    case "HALF" -> floats(header.count(), () -> HalfFloats.toFloat(in.readShort()));
                    case "BFLOAT16" -> floats(header.count(), () -> Float.intBitsToFloat(in.readShort() << 16));
                    default ->
                        throw new VireoException("dl4j: " + file + " has values of the type " + header.type
                                + "; expected DOUBLE, FLOAT, HALF or BFLOAT16");
                });
    }

    private record Header(int length, String type) {
        int count() {
            return length;
        }
    }

    private Header header() throws IOException {
        var allocation = text();
        boolean old = OLD_ALLOCATIONS.contains(allocation);
        if (!old && !ALLOCATIONS.contains(allocation)) {
            throw damaged("'" + shortened(allocation) + "' is where a buffer should begin");
        }
        long length = old ? in.readInt() : in.readLong();
        read += old ? 4 : 8;
        var type = text();
        var size = BYTES.get(type);
        if (size == null) {
            throw new VireoException("dl4j: " + file + " has values of the unknown type '" + shortened(type) + "'");
        }
        if (length < 0 || length > (bytes - read) / size) {
            throw damaged("a buffer of " + length + " values of the type " + type + " should follow; only "
                    + (bytes - read) + " bytes do");
        }
        if (length > Integer.MAX_VALUE - 8) {
            throw new VireoException("dl4j: " + file + " has " + length + " values; expected fewer than 2^31");
        }
        return new Header((int) length, type);
    }

    /** Rank, sizes, strides, options, element stride, order. */
    private long[] shape() throws IOException {
        var header = header();
        boolean wide = header.type.equals("LONG");
        if (!wide && !header.type.equals("INT") || header.length > LONGEST_SHAPE) {
            throw damaged("a shape of " + header.length + " values of the type " + header.type);
        }
        var shape = new long[header.length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = wide ? in.readLong() : in.readInt();
            read += wide ? 8 : 4;
        }
        return shape;
    }

    private long elements(long[] shape) {
        if (shape.length == 0 || shape[0] < 0 || shape.length != 2 * shape[0] + 4) {
            throw damaged("its shape is not one");
        }
        long elements = 1;
        for (int i = 1; i <= shape[0]; i++) {
            if (shape[i] < 0 || shape[i] > 0 && elements > bytes / shape[i]) {
                throw damaged("its size " + shape[i] + " is more than it holds");
            }
            elements *= shape[i];
        }
        return elements;
    }

    /** Reads one value of the stream as a float. */
    private interface FloatSource {
        float next() throws IOException;
    }

    private static FloatBuffer floats(int count, FloatSource source) throws IOException {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = source.next();
        }
        return FloatBuffer.wrap(values);
    }

    private DoubleBuffer doubles(int count) throws IOException {
        var values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readDouble();
        }
        return DoubleBuffer.wrap(values);
    }

    private String text() throws IOException {
        try {
            var text = in.readUTF();
            read += 2 + text.length(); // type names are ASCII, so characters are bytes
            return text;
        } catch (UTFDataFormatException e) {
            throw new VireoException("dl4j: " + file + " is damaged: there is no name where a buffer should begin", e);
        }
    }

    private VireoException damaged(String why) {
        return new VireoException("dl4j: " + file + " is damaged: " + why);
    }

    private static String shortened(String text) {
        return text.chars()
                .limit(24)
                .mapToObj(each -> each < ' ' || each > '~' ? "?" : Character.toString(each))
                .reduce("", String::concat);
    }
}
