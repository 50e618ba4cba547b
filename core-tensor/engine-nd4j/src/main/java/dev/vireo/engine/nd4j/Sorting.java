package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Scan;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A stable order, which ND4J's own sort has not, nor a place for NaN: values become whole numbers in the same order, and
 * by 32 bits at a time, from the low ones on, numbers are sorted that carry their positions in the other 32 (LSD radix
 * sort, Knuth, volume 3, 5.2.5).
 */
final class Sorting {
    private static final Custom SUBTRACT = Custom.named("subtract");

    private Sorting() {}

    /** Values and indices. */
    static NativeTensor[] sort(Scan.Sort op, Nd4jTensor x) {
        try (var work = new Work()) {
            var values = work.copy(x, x.dtype());
            var indices = work.make(x.shape(), DType.INT64);
            if (x.rank() == 0) {
                work.fill(0, indices);
            } else if (!x.isEmpty()) {
                var rows = work.dense(last(values, op.dim(), work));
                var order = order(rows, op.descending(), work);
                work.assign(order, last(indices, op.dim(), work));
                var sorted = work.like(rows);
                Places.gather(rows, order, rows.rank() - 1, sorted, work);
                work.assign(sorted, last(values, op.dim(), work));
            }
            return work.release(values, indices);
        }
    }

    /** The indices that sort each row. */
    private static Nd4jTensor order(Nd4jTensor rows, boolean descending, Work work) {
        var image = image(rows, descending, work);
        var low = work.like(image);
        Custom.MULTIPLY.run(low, image, work.whole(1L << 32, Shape.SCALAR));
        Custom.ADD.run(low, low, work.whole(Long.MIN_VALUE, Shape.SCALAR)); // the low bits have no sign
        var byLow = order(low, work);
        var high = work.like(image);
        Places.gather(image, byLow, image.rank() - 1, high, work);
        Custom.BITWISE_AND.run(high, high, work.whole(-1L << 32, Shape.SCALAR));
        var order = work.like(image);
        Places.gather(byLow, order(high, work), image.rank() - 1, order, work);
        return order;
    }

    /** The indices that sort each row of numbers whose low 32 bits are 0. */
    private static Nd4jTensor order(Nd4jTensor rows, Work work) {
        Custom.ADD.run(rows, rows, work.expand(work.count(rows.size(-1)), rows.shape()));
        sortRows(rows);
        Custom.BITWISE_AND.run(rows, rows, work.whole((1L << 32) - 1, Shape.SCALAR));
        return rows;
    }

    /** Whole numbers in the order of the values; NaN is the greatest, both zeros are equal. */
    private static Nd4jTensor image(Nd4jTensor rows, boolean descending, Work work) {
        var image = rows.dtype().isFloating() ? bits(rows, work) : work.copy(rows, DType.INT64);
        if (!descending) {
            return image;
        }
        var reversed = work.like(image);
        SUBTRACT.run(reversed, work.number(-1, DType.INT64, rows.shape()), image);
        return reversed;
    }

    /** IEEE 754's bits are in order but for the sign: those of negative numbers run the other way. */
    private static Nd4jTensor bits(Nd4jTensor rows, Work work) {
        var wide = work.copy(rows, DType.FLOAT64);
        Custom.ADD.run(wide, wide, work.number(0, DType.FLOAT64, Shape.SCALAR)); // -0 + 0 = 0
        var bits = work.bitsAs(wide, DType.INT64);
        var reversed = work.like(bits);
        SUBTRACT.run(reversed, work.whole(Long.MIN_VALUE, rows.shape()), bits);
        var negative = work.make(rows.shape(), DType.BOOL);
        Custom.LESS.run(negative, bits, work.number(0, DType.INT64, rows.shape()));
        var ordered = work.like(bits);
        ElementwiseKernels.select(negative, reversed, bits, ordered, work);
        var all = work.like(bits);
        ElementwiseKernels.select(
                ElementwiseKernels.isNan(rows, work), work.whole(Long.MAX_VALUE, rows.shape()), ordered, all, work);
        return all;
    }

    private static void sortRows(Nd4jTensor rows) {
        var code = Library.NATIVE;
        var shape = ShapeInfo.of(rows);
        try (var dim = new IntPointer(1)) {
            dim.put(rows.rank() - 1);
            var pack = code.tadOnlyShapeInfo(shape, dim, 1);
            Pointer memory = code.dbPrimaryBuffer(rows.buffer());
            code.sortTad(
                    null,
                    memory,
                    shape,
                    null,
                    null,
                    dim,
                    1,
                    code.getPrimaryShapeInfo(pack),
                    code.getPrimaryOffsets(pack),
                    false);
            code.deleteTadPack(pack);
            Library.check("sortTad");
        }
    }

    private static Nd4jTensor last(Nd4jTensor x, int dim, Work work) {
        return work.hold(x.view(x.layout().last(dim)));
    }
}
