package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.engine.Layout;

/**
 * Selects and writes elements by index: converts each index to a position in dense memory, where ND4J reads or writes.
 */
final class Places {
    private static final Custom GATHER = Custom.named("gather");
    private static final Custom SCATTER = Custom.named("scatter_upd");
    private static final Custom SCATTER_ADD = Custom.named("scatter_add");
    private static final Custom LOWEST = Custom.named("reduce_min");

    private Places() {}

    /** {@code y[i][j] = x[index[i][j]][j]} for dim 0. */
    static void gather(Nd4jTensor x, Nd4jTensor index, int dim, Nd4jTensor y, Work work) {
        var places = of(x.shape(), index, dim, work);
        GATHER.run(Arguments.integers(0), flat(y, work), flat(work.dense(x), work), places);
    }

    /** {@code y[i][j] = x[index[i]][j]} for dim 0. */
    static void select(Nd4jTensor x, Nd4jTensor index, int dim, Nd4jTensor y, Work work) {
        check(x.shape(), index, dim, work);
        GATHER.run(Arguments.integers(dim), bytes(y, work), bytes(x, work), index);
    }

    /** {@code y[index[i][j]][j] = source[i][j]} for dim 0. */
    static void scatter(Nd4jTensor y, Nd4jTensor index, int dim, Nd4jTensor source, Work work) {
        write(SCATTER, y, index, dim, source, work);
    }

    /** {@code y[index[i][j]][j] += source[i][j]} for dim 0. */
    static void scatterAdd(Nd4jTensor y, Nd4jTensor index, int dim, Nd4jTensor source, Work work) {
        write(SCATTER_ADD, y, index, dim, source, work);
    }

    private static void write(Custom custom, Nd4jTensor y, Nd4jTensor index, int dim, Nd4jTensor source, Work work) {
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
        custom.run(Arguments.NONE.andFlags(true), target, target, places, flat(work.dense(window), work));
    }

    private static Nd4jTensor flat(Nd4jTensor dense, Work work) {
        return bytes(work.reshape(dense, Shape.of(dense.elements())), work);
    }

    /** Returns bools as bytes, because ND4J does not index bools. */
    private static Nd4jTensor bytes(Nd4jTensor x, Work work) {
        return x.dtype() == DType.BOOL ? work.bitsAs(x, DType.INT8) : x;
    }

    /** Returns the memory positions of the elements that an index along a dimension selects, as a vector. */
    private static Nd4jTensor of(Shape shape, Nd4jTensor index, int dim, Work work) {
        check(shape, index, dim, work);
        var strides = Layout.dense(shape).strides();
        var places = work.copy(index, DType.INT64);
        if (index.rank() > 0) {
            Custom.MULTIPLY.run(places, places, work.number(strides[dim], DType.INT64, Shape.SCALAR));
        }
        for (int other = 0; other < index.rank(); other++) {
            if (other != dim && index.size(other) > 1) {
                Custom.ADD.run(places, places, steps(index.shape(), other, strides[other], work));
            }
        }
        return work.reshape(places, Shape.of(index.elements()));
    }

    /** Returns 0, stride, 2 stride, ... along one dimension of a shape. */
    private static Nd4jTensor steps(Shape shape, int dim, long stride, Work work) {
        var steps = work.count(shape.size(dim));
        Custom.MULTIPLY.run(steps, steps, work.number(stride, DType.INT64, Shape.SCALAR));
        var strides = new long[shape.rank()];
        strides[dim] = 1;
        return work.hold(steps.view(new Layout(shape, strides, 0)));
    }

    /** Checks that all indices are in range, because native code does not. */
    static void check(Shape shape, Nd4jTensor index, int dim, Work work) {
        long size = shape.rank() == 0 ? 1 : shape.size(dim);
        for (var extreme : new Custom[] {LOWEST, Custom.MAXIMUM}) {
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
