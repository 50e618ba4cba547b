package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.engine.Layout;

/**
 * Selects and writes elements by index: converts each index to a position in dense memory, where ND4J reads or writes.
 */
final class IndexPositions {
    private static final CustomOperation GATHER = CustomOperation.named("gather");
    private static final CustomOperation SCATTER = CustomOperation.named("scatter_upd");
    private static final CustomOperation SCATTER_ADD = CustomOperation.named("scatter_add");
    private static final CustomOperation LOWEST = CustomOperation.named("reduce_min");

    private IndexPositions() {}

    /** {@code y[i][j] = x[index[i][j]][j]} for dim 0. */
    static void gather(Nd4jTensor x, Nd4jTensor index, int dim, Nd4jTensor y, Intermediates work) {
        var places = of(x.shape(), index, dim, work);
        GATHER.run(OpArguments.integers(0), flat(y, work), flat(work.dense(x), work), places);
    }

    /** {@code y[i][j] = x[index[i]][j]} for dim 0. */
    static void select(Nd4jTensor x, Nd4jTensor index, int dim, Nd4jTensor y, Intermediates work) {
        check(x.shape(), index, dim, work);
        GATHER.run(OpArguments.integers(dim), bytes(y, work), bytes(x, work), index);
    }

    /** {@code y[index[i][j]][j] = source[i][j]} for dim 0. */
    static void scatter(Nd4jTensor y, Nd4jTensor index, int dim, Nd4jTensor source, Intermediates work) {
        write(SCATTER, y, index, dim, source, work);
    }

    /** {@code y[index[i][j]][j] += source[i][j]} for dim 0. */
    static void scatterAdd(Nd4jTensor y, Nd4jTensor index, int dim, Nd4jTensor source, Intermediates work) {
        write(SCATTER_ADD, y, index, dim, source, work);
    }

    private static void write(
            CustomOperation custom, Nd4jTensor y, Nd4jTensor index, int dim, Nd4jTensor source, Intermediates work) {
        if (index.isEmpty()) {
            return;
        }
        var places = of(y.shape(), index, dim, work);
        var window = source;
        for (int i = 0; i < source.rank(); i++) {
            window = work.slice(window, i, 0, index.size(i));
        }
        var target = flat(y, work);
        // one thread, because several would lose sums where indices repeat
        custom.run(OpArguments.NONE.andFlags(true), target, target, places, flat(work.dense(window), work));
    }

    private static Nd4jTensor flat(Nd4jTensor dense, Intermediates work) {
        return bytes(work.reshape(dense, Shape.of(dense.elements())), work);
    }

    /** Returns bools as bytes, because ND4J does not index bools. */
    private static Nd4jTensor bytes(Nd4jTensor x, Intermediates work) {
        return x.dtype() == DType.BOOL ? work.bitsAs(x, DType.INT8) : x;
    }

    /** Returns the memory positions of the elements that an index along a dimension selects, as a vector. */
    private static Nd4jTensor of(Shape shape, Nd4jTensor index, int dim, Intermediates work) {
        check(shape, index, dim, work);
        var strides = Layout.dense(shape).strides();
        var places = work.copy(index, DType.INT64);
        if (index.rank() > 0) {
            CustomOperation.MULTIPLY.run(places, places, work.number(strides[dim], DType.INT64, Shape.SCALAR));
        }
        for (int other = 0; other < index.rank(); other++) {
            if (other != dim && index.size(other) > 1) {
                CustomOperation.ADD.run(places, places, steps(index.shape(), other, strides[other], work));
            }
        }
        return work.reshape(places, Shape.of(index.elements()));
    }

    /** Returns 0, stride, 2 stride, ... along one dimension of a shape. */
    private static Nd4jTensor steps(Shape shape, int dim, long stride, Intermediates work) {
        var steps = work.count(shape.size(dim));
        CustomOperation.MULTIPLY.run(steps, steps, work.number(stride, DType.INT64, Shape.SCALAR));
        var strides = new long[shape.rank()];
        strides[dim] = 1;
        return work.hold(steps.view(new Layout(shape, strides, 0)));
    }

    /** Checks that all indices are in range, because native code does not. */
    static void check(Shape shape, Nd4jTensor index, int dim, Intermediates work) {
        long size = shape.rank() == 0 ? 1 : shape.size(dim);
        for (var extreme : new CustomOperation[] {LOWEST, CustomOperation.MAXIMUM}) {
            var found = work.make(Shape.SCALAR, index.dtype());
            extreme.run(found, index);
            long at = (long) work.item(found);
            if (at < 0 || at >= size) {
                throw new IndexOutOfBoundsException("index " + at + " is out of range for dimension " + dim + " of "
                        + shape + "; expected 0 to " + (size - 1));
            }
        }
    }
}
