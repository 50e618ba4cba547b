package dev.vireo.formats.dl4j.internal;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * The values of an array in the order in which the file stores them.
 *
 * @param values doubles for float64, else floats; half-precision values are widened without loss
 */
public record Nd4jArray(Buffer values) {
    static final Nd4jArray EMPTY = new Nd4jArray(FloatBuffer.allocate(0));

    int size() {
        return values.limit();
    }

    /** Returns float64 or float32. */
    DType dtype() {
        return values instanceof DoubleBuffer ? DType.FLOAT64 : DType.FLOAT32;
    }

    /** Returns the values from index {@code from} on as a row-major tensor. */
    Tensor tensor(int from, long... shape) {
        var part = values.duplicate().position(from);
        long count = 1;
        for (long size : shape) {
            count *= size;
        }
        return Tensor.of(part.limit(Math.toIntExact(from + count)), dtype(), shape);
    }
}
