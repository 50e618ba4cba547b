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
        for (long from = 0; from < dense.elements(); from += size) {
            dense.write(from, size * Long.BYTES, bytes -> row.accept(bytes.asLongBuffer()));
        }
    }
}
