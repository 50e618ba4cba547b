package dev.vireo.engine.djl;

import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Update;

/** Writes in place. */
final class UpdateKernels {
    private static final NativeTensor[] NOTHING = {};

    private UpdateKernels() {}

    static KernelTable table(Creator creator) {
        return KernelTable.of("djl updates")
                .kernel(Update.CopyInto.class, (op, in) -> {
                    copy(DjlTensor.of(in[0]), DjlTensor.of(in[1]));
                    return NOTHING;
                })
                .kernel(Update.AddInto.class, (op, in) -> {
                    var target = DjlTensor.array(in[0]);
                    var source = DjlTensor.array(in[1]);
                    try (var alpha = source.getDataType().isFloating()
                                    ? creator.scalar(op.alpha())
                                    : creator.scalar((long) op.alpha());
                            var scaled = JniUtils.mul(source, alpha)) {
                        JniUtils.addi(target, scaled);
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

    private static void copy(DjlTensor target, DjlTensor source) {
        if (!target.sharesMemoryWith(source)) {
            Slices.write(DjlTensor.array(target), DjlTensor.array(source));
            return;
        }
        try (var apart = ElementwiseKernels.dense(DjlTensor.array(source))) {
            Slices.write(DjlTensor.array(target), apart);
        }
    }
}
