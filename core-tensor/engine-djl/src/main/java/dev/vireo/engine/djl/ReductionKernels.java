package dev.vireo.engine.djl;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Reduction;
import java.util.function.UnaryOperator;

/** Dimensions that go, or stay as 1. */
final class ReductionKernels {
    private ReductionKernels() {}

    /** A reduction over one dimension. */
    @FunctionalInterface
    private interface OverOne {
        PtNDArray of(PtNDArray x, long dim, boolean keepDim);
    }

    static KernelTable table() {
        return KernelTable.of("djl reductions")
                .kernel(
                        Reduction.Sum.class,
                        (op, in) -> DjlTensor.one(
                                JniUtils.sum(DjlTensor.array(in[0]), op.dims().toLongArray(), op.keepDim())))
                .kernel(Reduction.Prod.class, (op, in) -> reduce(op, in, JniUtils::prod, JniUtils::prod))
                .kernel(Reduction.Amax.class, (op, in) -> reduce(op, in, JniUtils::max, JniUtils::max))
                .kernel(Reduction.Amin.class, (op, in) -> reduce(op, in, JniUtils::min, JniUtils::min))
                .kernel(Reduction.ArgMax.class, (op, in) -> index(op, in, JniUtils::argMax, JniUtils::argMax))
                .kernel(Reduction.ArgMin.class, (op, in) -> index(op, in, JniUtils::argMin, JniUtils::argMin))
                .build();
    }

    /** DJL reduces one dimension or all of them; several go one by one, from the last. */
    private static NativeTensor[] reduce(
            Reduction op, NativeTensor[] in, UnaryOperator<PtNDArray> overAll, OverOne overOne) {
        var x = DjlTensor.array(in[0]);
        int rank = x.getShape().dimension();
        var dims = op.dims();
        if (dims.size() == rank && (rank == 0 || !op.keepDim() && x.getShape().size() > 0)) {
            return DjlTensor.one(overAll.apply(x));
        }
        var sorted = dims.toArray();
        java.util.Arrays.sort(sorted);
        var reduced = overOne.of(x, sorted[sorted.length - 1], op.keepDim());
        for (int i = sorted.length - 2; i >= 0; i--) {
            try (var wide = reduced) {
                reduced = overOne.of(wide, sorted[i], op.keepDim());
            }
        }
        return DjlTensor.one(reduced);
    }

    /** Of bool there is none in DJL. */
    private static NativeTensor[] index(
            Reduction op, NativeTensor[] in, UnaryOperator<PtNDArray> overAll, OverOne overOne) {
        var x = DjlTensor.array(in[0]);
        if (x.getDataType() != DataType.BOOLEAN) {
            return reduce(op, in, overAll, overOne);
        }
        try (var numbers = JniUtils.to(x, DataType.UINT8, Device.cpu())) {
            return reduce(op, new NativeTensor[] {DjlTensor.of(numbers)}, overAll, overOne);
        }
    }
}
