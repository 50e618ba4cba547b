package dev.vireo.engine.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.ResultSpecs;
import dev.vireo.tensor.op.Pooling;
import java.util.Arrays;
import java.util.List;

/** Kernels of pooling. DJL supports neither dilation nor averages that exclude the padding. */
record PoolingKernels(Creator creator) {
    private static final int VOLUMES = 5; // the rank of [N, C, D, H, W]

    static KernelTable table(Creator creator) {
        var kernels = new PoolingKernels(creator);
        return ArrayKernels.of("pooling")
                .recorded(Pooling.MaxPool.class, (op, in) -> kernels.largest(op, in[0]))
                .recorded(Pooling.AvgPool.class, (op, in) -> kernels.mean(op, in[0]))
                .recorded(
                        Pooling.AdaptiveAvgPool.class,
                        (op, in) -> JniUtils.adaptiveAvgPool(in[0], Creator.shape(op.output())))
                .recorded(
                        Pooling.AdaptiveMaxPool.class,
                        (op, in) -> JniUtils.adaptiveMaxPool(in[0], Creator.shape(op.output())))
                .build();
    }

    private PtNDArray largest(Pooling.MaxPool op, PtNDArray x) {
        var kernel = Creator.shape(op.kernel());
        if (all(op.dilation(), 1)) {
            return JniUtils.maxPool(x, kernel, Creator.shape(op.stride()), Creator.shape(op.padding()), op.ceilMode());
        }
        try (var apart = apart(op, x)) {
            return JniUtils.maxPool(
                    apart, kernel, kernel, Creator.shape(Dims.filled(op.kernel().size(), 0)), false);
        }
    }

    /** Copies the elements of dilated windows next to each other, so that the windows have no gaps. */
    private PtNDArray apart(Pooling.MaxPool op, PtNDArray x) {
        var input = List.of(DjlTensor.spec(x));
        var windows = ResultSpecs.of(op, input).orElseThrow().get(0).shape();
        int spatial = op.kernel().size();
        var edges = new long[2 * spatial]; // before and after each dimension, starting with the last one
        for (int i = 0; i < spatial; i++) {
            int last = 2 * (spatial - 1 - i);
            edges[last] = op.padding().at(i);
            edges[last + 1] = op.padding().at(i) + op.stride().at(i); // in ceil mode a window may end there
        }
        var apart = JniUtils.pad(x, edges, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < spatial; i++) {
            apart = select(apart, i + 2, places(op, i, windows.size(i + 2)));
        }
        return apart;
    }

    /** Returns the positions of each window's elements along a dimension. */
    private static long[] places(Pooling.MaxPool op, int i, long windows) {
        int kernel = op.kernel().at(i);
        var places = new long[Math.toIntExact(windows * kernel)];
        Arrays.setAll(
                places,
                at -> (long) at / kernel * op.stride().at(i)
                        + (long) at % kernel * op.dilation().at(i));
        return places;
    }

    private PtNDArray select(PtNDArray x, int dim, long[] places) {
        var along = Creator.once(x);
        along[dim] = places.length;
        var sizes = x.getShape().getShape().clone();
        sizes[dim] = places.length;
        var index = (PtNDArray) creator.manager().create(places, new Shape(along));
        return JniUtils.gather(x, JniUtils.broadcast(index, new Shape(sizes)), dim);
    }

    /** DJL always counts the padding, even if it is told not to. */
    private PtNDArray mean(Pooling.AvgPool op, PtNDArray x) {
        // libtorch does not support this type here
        if (x.getDataType() == DataType.FLOAT16 && x.getShape().dimension() == VOLUMES) {
            return creator.narrowed(mean(op, creator.widened(x)));
        }
        if (all(op.padding(), 0) || op.countIncludePad()) {
            return meanWithPadding(op, x);
        }
        var plane = x.getShape().getShape().clone(); // of one channel of one sample
        plane[0] = 1;
        plane[1] = 1;
        var ones = creator.full(new Shape(plane), 1, x.getDataType());
        return JniUtils.div(meanWithPadding(op, x), meanWithPadding(op, ones));
    }

    private static PtNDArray meanWithPadding(Pooling.AvgPool op, PtNDArray x) {
        var kernel = Creator.shape(op.kernel());
        return JniUtils.avgPool(
                x, kernel, Creator.shape(op.stride()), Creator.shape(op.padding()), op.ceilMode(), true);
    }

    private static boolean all(Dims dims, int value) {
        return dims.equals(Dims.filled(dims.size(), value));
    }
}
