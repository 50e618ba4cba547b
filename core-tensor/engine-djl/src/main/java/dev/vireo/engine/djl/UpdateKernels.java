package dev.vireo.engine.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Update;

/** Kernels that write in place. */
final class UpdateKernels {
    private static final NativeTensor[] NOTHING = {};
    private static final long[] FROM_START = {0};
    private static final long[] EACH = {1};

    private UpdateKernels() {}

    static KernelTable table(Creator creator) {
        return KernelTable.of("djl updates")
                .kernel(Update.CopyInto.class, (op, in) -> {
                    copy(DjlTensor.of(in[0]), DjlTensor.of(in[1]));
                    return NOTHING;
                })
                .kernel(Update.AddInto.class, (op, in) -> {
                    var source = DjlTensor.array(in[1]);
                    boolean floating = source.getDataType().isFloating();
                    try (var alpha = floating ? creator.scalar(op.alpha()) : creator.scalar((long) op.alpha());
                            var scaled = JniUtils.mul(source, alpha)) {
                        JniUtils.addi(DjlTensor.array(in[0]), scaled);
                    }
                    return NOTHING;
                })
                .kernel(Update.ScaleInto.class, (op, in) -> {
                    try (var factor = creator.scalar(op.factor())) {
                        JniUtils.muli(DjlTensor.array(in[0]), factor);
                    }
                    return NOTHING;
                })
                .build();
    }

    /** Writes with broadcasting and casting. DJL writes into slices, so a scalar is first viewed as a vector. */
    static void write(PtNDArray target, PtNDArray source) {
        var shape = target.getShape();
        if (shape.dimension() > 0) {
            JniUtils.indexSet(target, source, FROM_START, new long[] {shape.get(0)}, EACH);
            return;
        }
        try (var row = JniUtils.reshape(target, EACH)) {
            JniUtils.indexSet(row, source, FROM_START, EACH, EACH);
        }
    }

    private static void copy(DjlTensor target, DjlTensor source) {
        if (!target.sharesMemoryWith(source)) {
            write(DjlTensor.array(target), DjlTensor.array(source));
            return;
        }
        try (var apart = ElementwiseKernels.dense(DjlTensor.array(source))) {
            write(DjlTensor.array(target), apart);
        }
    }
}
