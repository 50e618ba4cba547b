package dev.vireo.engine.nd4j;

import java.nio.LongBuffer;
import java.util.function.Consumer;

/** Whole numbers in Java's hands, for what ND4J computes by way of floating ones, or not at all. */
final class Rows {
    /** As many as fit into one of Java's buffers. */
    private static final int LONGEST = Integer.MAX_VALUE / Long.BYTES;

    private Rows() {}

    /** Hands each row, which is the last dimension of a dense int64 tensor, to a function that rewrites it. */
    static void rewrite(Nd4jTensor dense, Consumer<LongBuffer> row) {
        long size = dense.size(-1);
        if (size > LONGEST) {
            throw new UnsupportedOperationException("takes at most " + LONGEST + " elements in a row, got " + size);
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
