package dev.vireo.engine.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.op.Pooling;
import java.util.Arrays;

/** Means of windows; DJL counts the padding as elements whatever it is told. */
record AveragePools(Creator creator) {
    private static final int VOLUMES = 5; // their rank: samples, channels, depth, height, width

    PtNDArray of(Pooling.AvgPool op, PtNDArray x) {
        if (x.getDataType() == DataType.FLOAT16 && x.getShape().dimension() == VOLUMES) { // libtorch has none
            try (var wide = creator.widened(x);
                    var pooled = of(op, wide)) {
                return creator.narrowed(pooled);
            }
        }
        boolean padded = Arrays.stream(op.padding().toArray()).anyMatch(each -> each != 0);
        if (!padded || op.countIncludePad()) {
            return pool(op, x);
        }
        try (var sums = pool(op, x);
                var ones = creator.full(plane(x), 1, x.getDataType());
                var shares = pool(op, ones)) {
            return JniUtils.div(sums, shares);
        }
    }

    private static PtNDArray pool(Pooling.AvgPool op, PtNDArray x) {
        return JniUtils.avgPool(
                x,
                new Shape(op.kernel().toLongArray()),
                new Shape(op.stride().toLongArray()),
                new Shape(op.padding().toLongArray()),
                op.ceilMode(),
                true);
    }

    /** One sample's one channel. */
    private static Shape plane(PtNDArray x) {
        var sizes = x.getShape().getShape().clone();
        sizes[0] = 1;
        sizes[1] = 1;
        return new Shape(sizes);
    }
}
