package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Scan;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.function.LongUnaryOperator;

/**
 * A stable sort that orders NaN; ND4J's own sort does neither. Values are mapped to integers of the same order. Java
 * then sorts by 32 bits at a time, from the low bits on; the other 32 bits carry the position (LSD radix sort, Knuth,
 * volume 3, 5.2.5).
 */
final class Sorting {
    private static final long HIGH = -1L << Integer.SIZE;

    private Sorting() {}

    /** Returns the sorted values and their indices. */
    static NativeTensor[] sort(Scan.Sort op, Nd4jTensor x) {
        try (var work = new Intermediates(x.spec().device())) {
            var values = work.copy(x, x.dtype());
            var indices = work.make(x.shape(), DType.INT64);
            if (x.rank() == 0) {
                work.fill(0, indices);
            } else if (!x.isEmpty()) {
                var rows = work.dense(work.last(values, op.dim()));
                var order = order(rows, op.descending(), work);
                work.assign(order, work.last(indices, op.dim()));
                var sorted = work.like(rows);
                IndexPositions.gather(rows, order, rows.rank() - 1, sorted, work);
                work.assign(sorted, work.last(values, op.dim()));
            }
            return work.release(values, indices);
        }
    }

    /** Returns the indices that sort each row. */
    private static Nd4jTensor order(Nd4jTensor rows, boolean descending, Intermediates work) {
        boolean floating = rows.dtype().isFloating();
        var copy = work.copy(rows, floating ? DType.FLOAT64 : DType.INT64);
        var order = floating ? work.bitsAs(copy, DType.INT64) : copy;
        LongUnaryOperator rising = floating ? Sorting::image : bits -> bits;
        LongUnaryOperator image = descending ? bits -> ~rising.applyAsLong(bits) : rising;
        IntegerRows.rewrite(order, row -> order(row, image));
        return order;
    }

    /**
     * Maps the bits of a float64 to an integer with the same order. IEEE 754 bits are ordered except for the sign. NaN
     * is the greatest, and both zeros are equal.
     */
    private static long image(long bits) {
        double value = Double.longBitsToDouble(bits) + 0.0; // -0 + 0 = 0
        if (Double.isNaN(value)) {
            return Long.MAX_VALUE;
        }
        long ordered = Double.doubleToRawLongBits(value);
        return ordered >= 0 ? ordered : Long.MIN_VALUE - ordered;
    }

    private static void order(LongBuffer row, LongUnaryOperator image) {
        var images = new long[row.limit()];
        for (int i = 0; i < images.length; i++) {
            images[i] = image.applyAsLong(row.get(i));
        }
        // the low bits are unsigned
        var low = positions(images.length, i -> images[i] << Integer.SIZE ^ Long.MIN_VALUE);
        var all = positions(images.length, i -> images[low[i]] & HIGH);
        for (int i = 0; i < all.length; i++) {
            row.put(i, low[all[i]]);
        }
    }

    /** Returns the positions of the numbers in sorted order. The low 32 bits of each number are 0. */
    private static int[] positions(int count, IntToLongFunction number) {
        var numbers = new long[count];
        Arrays.setAll(numbers, i -> number.applyAsLong(i) | i);
        Arrays.parallelSort(numbers);
        var positions = new int[count];
        Arrays.setAll(positions, i -> (int) numbers[i]);
        return positions;
    }
}
