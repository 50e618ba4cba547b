package dev.vireo.engine.djl;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.Random;
import java.util.function.Supplier;

/** Tensors from nothing. */
final class CreationKernels {
    private final Creator creator;

    private CreationKernels(Creator creator) {
        this.creator = creator;
    }

    static KernelTable table(Creator creator) {
        var kernels = new CreationKernels(creator);
        return KernelTable.of("djl creation")
                .kernel(Creation.Full.class, (op, in) -> created(op.spec(), () -> kernels.full(op)))
                .kernel(Creation.Arange.class, (op, in) -> created(op.spec(), () -> kernels.arange(op)))
                .kernel(Random.RandomUniform.class, (op, in) -> created(op.spec(), () -> kernels.uniform(op)))
                .kernel(Random.RandomNormal.class, (op, in) -> created(op.spec(), () -> kernels.normal(op)))
                .build();
    }

    private static NativeTensor[] created(TensorSpec spec, Supplier<PtNDArray> values) {
        return spec.device().isMeta() ? new MetaTensor(spec).alone() : DjlTensor.one(values.get());
    }

    private PtNDArray full(Creation.Full op) {
        return creator.full(
                Creator.shape(op.spec().shape()), op.value(), Types.of(op.spec().dtype()));
    }

    private PtNDArray normal(Random.RandomNormal op) {
        return drawn(
                op.seed(),
                () -> JniUtils.normal(
                        creator.manager(),
                        op.mean(),
                        op.standardDeviation(),
                        Creator.shape(op.spec().shape()),
                        Types.of(op.spec().dtype()),
                        Device.cpu()));
    }

    private PtNDArray arange(Creation.Arange op) {
        try (var values = creator.indices(op.spec().shape().elements());
                var step = creator.scalar(op.step());
                var start = creator.scalar(op.start())) {
            JniUtils.muli(values, step);
            JniUtils.addi(values, start);
            return JniUtils.to(values, Types.of(op.spec().dtype()), Device.cpu());
        }
    }

    /** What rounds up to the bound goes to the other end; from 0 to 1 nothing does in the wider types. */
    private PtNDArray uniform(Random.RandomUniform op) {
        var type = Types.of(op.spec().dtype());
        var drawn = drawn(
                op.seed(),
                () -> JniUtils.uniform(
                        creator.manager(),
                        op.low(),
                        op.high(),
                        Creator.shape(op.spec().shape()),
                        type,
                        Device.cpu()));
        if (op.low() == 0 && op.high() == 1 && !op.spec().dtype().isHalf()) {
            return drawn;
        }
        try (drawn;
                var high = creator.scalar(op.high());
                var low = creator.full(new ai.djl.ndarray.types.Shape(), op.low(), type);
                var inside = JniUtils.lt(drawn, high)) {
            return JniUtils.where(inside, drawn, low);
        }
    }

    /** DJL draws from one generator of the process: nobody may draw between its seed and its numbers. */
    private static synchronized PtNDArray drawn(long seed, Supplier<PtNDArray> draw) {
        JniUtils.setSeed(seed);
        return draw.get();
    }
}
