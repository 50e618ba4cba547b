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

/** Makes arrays from nothing; they belong to the caller, as do those made on the way, which {@link Steps} frees. */
record Creator(PtNDManager manager) {
    private static final Shape SCALAR = new Shape();

    static Shape shape(dev.vireo.tensor.Shape shape) {
        return new Shape(shape.toArray());
    }

    static Shape shape(Dims dims) {
        return new Shape(dims.toLongArray());
    }

    /** A 1 for each dimension of an array. */
    static long[] once(PtNDArray x) {
        var once = new long[x.getShape().dimension()];
        Arrays.fill(once, 1);
        return once;
    }

    PtNDArray full(Shape shape, double value, DataType type) {
        return JniUtils.full(manager, shape, value, type, Device.cpu(), SparseFormat.DENSE);
    }

    /** A number without dimensions, which leaves the type of what it meets as it is. */
    PtNDArray scalar(double value) {
        return full(SCALAR, value, DataType.FLOAT64);
    }

    /** A whole number without dimensions. */
    PtNDArray scalar(long value) {
        return full(SCALAR, value, DataType.INT64);
    }

    /** In float32, so that gradients pass, which they do not where DJL casts. */
    PtNDArray widened(PtNDArray x) {
        return JniUtils.mul(x, full(new Shape(once(x)), 1, DataType.FLOAT32));
    }

    /** In float16; gradients pass here too. */
    PtNDArray narrowed(PtNDArray x) {
        var narrow = full(x.getShape(), 0, DataType.FLOAT16);
        UpdateKernels.write(narrow, x);
        return narrow;
    }

    /** 0, 1, 2, ... in float64: DJL's own takes its bounds in float32. */
    PtNDArray indices(long count) {
        var counts = JniUtils.cumSum(full(new Shape(count), 1, DataType.FLOAT64), 0);
        return JniUtils.sub(counts, scalar(1.0));
    }
}
