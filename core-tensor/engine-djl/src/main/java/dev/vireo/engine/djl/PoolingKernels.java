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

/** DJL's pools; of dilated windows, and of means that do not count the padding, it has none. */
record PoolingKernels(Creator creator) {
    private static final int VOLUMES = 5; // their rank: samples, channels, depth, height, width

    static KernelTable table(Creator creator) {
        var kernels = new PoolingKernels(creator);
        return Rows.of("pooling")
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

    /** Dilated windows one beside the other, without gaps. */
    private PtNDArray apart(Pooling.MaxPool op, PtNDArray x) {
        var input = List.of(DjlTensor.spec(x));
        var windows = ResultSpecs.of(op, input).orElseThrow().get(0).shape();
        int spatial = op.kernel().size();
        var edges = new long[2 * spatial]; // before and after each dimension, the last one first
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

    /** Where in a dimension the elements of each window stand. */
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

    /** DJL counts the padding as elements whatever it is told. */
    private PtNDArray mean(Pooling.AvgPool op, PtNDArray x) {
        if (x.getDataType() == DataType.FLOAT16 && x.getShape().dimension() == VOLUMES) { // libtorch has none
            return creator.narrowed(mean(op, creator.widened(x)));
        }
        if (all(op.padding(), 0) || op.countIncludePad()) {
            return meanWithPadding(op, x);
        }
        var plane = x.getShape().getShape().clone(); // of one sample's one channel
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
