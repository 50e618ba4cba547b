package dev.vireo.engine.nd4j;

import java.nio.LongBuffer;
import java.util.function.Consumer;

/** Processes integers in Java, where ND4J would compute in floating types or does not support the operation. */
final class IntegerRows {
    /** The number of elements that fit into a Java buffer. */
    private static final int LONGEST = Integer.MAX_VALUE / Long.BYTES;

    private IntegerRows() {}

    /** Passes each row of a dense int64 tensor, along the last dimension, to a function that rewrites it. */
    static void rewrite(Nd4jTensor dense, Consumer<LongBuffer> row) {
        long size = dense.size(-1);
        if (size > LONGEST) {
            throw new UnsupportedOperationException("supports at most " + LONGEST + " elements in a row, got " + size);
        }
        for (long from = 0, next; from < dense.elements(); from = next) {
            next = Math.min(dense.elements(), from + LONGEST / size * size);
            dense.write(from, (next - from) * Long.BYTES, bytes -> rewrite(bytes.asLongBuffer(), (int) size, row));
        }
    }

    private static void rewrite(LongBuffer numbers, int size, Consumer<LongBuffer> row) {
        for (int from = 0; from < numbers.limit(); from += size) {
            row.accept(numbers.slice(from, size));
        }
    }
}
