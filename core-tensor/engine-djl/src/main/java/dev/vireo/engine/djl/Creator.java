package dev.vireo.engine.djl;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.Dims;
import java.util.Arrays;

/** Creates arrays, which the caller owns. {@link Intermediates} frees the intermediate ones. */
record Creator(PtNDManager manager) {
    private static final Shape SCALAR = new Shape();

    static Shape shape(dev.vireo.tensor.Shape shape) {
        return new Shape(shape.toArray());
    }

    static Shape shape(Dims dims) {
        return new Shape(dims.toLongArray());
    }

    /** Returns a 1 for each dimension of an array. */
    static long[] once(PtNDArray x) {
        var once = new long[x.getShape().dimension()];
        Arrays.fill(once, 1);
        return once;
    }

    PtNDArray full(Shape shape, double value, DataType type) {
        return JniUtils.full(manager, shape, value, type, Device.cpu(), SparseFormat.DENSE);
    }

    /** Returns a zero-dimensional floating array, which does not change the type of floating operands. */
    PtNDArray scalar(double value) {
        return full(SCALAR, value, DataType.FLOAT64);
    }

    /** Returns a zero-dimensional integral array. */
    PtNDArray scalar(long value) {
        return full(SCALAR, value, DataType.INT64);
    }

    /** Converts to float32 by an operation that propagates gradients, which DJL's casts do not. */
    PtNDArray widened(PtNDArray x) {
        return JniUtils.mul(x, full(new Shape(once(x)), 1, DataType.FLOAT32));
    }

    /** Converts to float16 by an operation that propagates gradients. */
    PtNDArray narrowed(PtNDArray x) {
        var narrow = full(x.getShape(), 0, DataType.FLOAT16);
        UpdateKernels.write(narrow, x);
        return narrow;
    }

    /** Returns 0, 1, 2, ... in float64. DJL's own {@code arange} converts its bounds to float32. */
    PtNDArray indices(long count) {
        var counts = JniUtils.cumSum(full(new Shape(count), 1, DataType.FLOAT64), 0);
        return JniUtils.sub(counts, scalar(1.0));
    }
}
