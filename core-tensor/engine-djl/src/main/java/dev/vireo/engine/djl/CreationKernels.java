package dev.vireo.engine.djl;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.Random;
import java.util.function.Supplier;

/** Kernels that create tensors. */
record CreationKernels(Creator creator) {
    static KernelTable table(Creator creator) {
        var kernels = new CreationKernels(creator);
        return ArrayKernels.of("creation")
                .row(Creation.Full.class, (op, in) -> kernels.full(op))
                .steps(Creation.Arange.class, (op, in) -> kernels.arange(op))
                .steps(Random.RandomUniform.class, (op, in) -> kernels.uniform(op))
                .row(Random.RandomNormal.class, (op, in) -> kernels.normal(op))
                .build();
    }

    private PtNDArray full(Creation.Full op) {
        var spec = op.spec();
        return creator.full(Creator.shape(spec.shape()), op.value(), Types.of(spec.dtype()));
    }

    private PtNDArray arange(Creation.Arange op) {
        var values = JniUtils.mul(creator.indices(op.spec().shape().elements()), creator.scalar(op.step()));
        return JniUtils.to(
                JniUtils.add(values, creator.scalar(op.start())),
                Types.of(op.spec().dtype()),
                Device.cpu());
    }

    private PtNDArray normal(Random.RandomNormal op) {
        var shape = Creator.shape(op.spec().shape());
        var type = Types.of(op.spec().dtype());
        double deviation = op.standardDeviation();
        return drawn(
                op.seed(), () -> JniUtils.normal(creator.manager(), op.mean(), deviation, shape, type, Device.cpu()));
    }

    /**
     * Values that round up to the upper bound are replaced by the lower bound. In [0, 1) this does not occur in float32
     * and float64.
     */
    private PtNDArray uniform(Random.RandomUniform op) {
        var shape = Creator.shape(op.spec().shape());
        var type = Types.of(op.spec().dtype());
        var drawn = drawn(
                op.seed(), () -> JniUtils.uniform(creator.manager(), op.low(), op.high(), shape, type, Device.cpu()));
        if (op.low() == 0 && op.high() == 1 && !op.spec().dtype().isHalf()) {
            return drawn;
        }
        var inside = JniUtils.lt(drawn, creator.scalar(op.high()));
        return JniUtils.where(inside, drawn, creator.full(new Shape(), op.low(), type));
    }

    /** DJL has one generator per process, so that seeding it and drawing from it must be atomic. */
    private static synchronized PtNDArray drawn(long seed, Supplier<PtNDArray> draw) {
        JniUtils.setSeed(seed);
        return draw.get();
    }
}
