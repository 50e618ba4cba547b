package dev.vireo.engine.djl;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Reduction;
import java.util.Arrays;

/** Kernels of reductions. */
final class ReductionKernels {
    private ReductionKernels() {}

    /** A reduction over one dimension. */
    @FunctionalInterface
    private interface OverOne {
        PtNDArray of(PtNDArray x, long dim, boolean keepDim);
    }

    static KernelTable table() {
        return ArrayKernels.of("reductions")
                .row(
                        Reduction.Sum.class,
                        (op, in) -> JniUtils.sum(in[0], op.dims().toLongArray(), op.keepDim()))
                .steps(Reduction.Prod.class, (op, in) -> reduce(op, in[0], JniUtils::prod))
                .steps(Reduction.Amax.class, (op, in) -> reduce(op, in[0], JniUtils::max))
                .steps(Reduction.Amin.class, (op, in) -> reduce(op, in[0], JniUtils::min))
                .steps(Reduction.ArgMax.class, (op, in) -> reduce(op, comparable(in[0]), JniUtils::argMax))
                .steps(Reduction.ArgMin.class, (op, in) -> reduce(op, comparable(in[0]), JniUtils::argMin))
                .build();
    }

    /**
     * DJL reduces one dimension at a time, so several are reduced in turn, starting with the last. A scalar counts as
     * one dimension in libtorch.
     */
    private static PtNDArray reduce(Reduction op, PtNDArray x, OverOne overOne) {
        var dims = op.dims().size() == 0 ? new int[] {0} : op.dims().toArray();
        Arrays.sort(dims);
        var reduced = x;
        for (int i = dims.length - 1; i >= 0; i--) {
            reduced = overOne.of(reduced, dims[i], op.keepDim());
        }
        return reduced;
    }

    /** Casts bool to an integral type, because DJL has no maximum of bool. */
    private static PtNDArray comparable(PtNDArray x) {
        return x.getDataType() == DataType.BOOLEAN ? JniUtils.to(x, DataType.UINT8, Device.cpu()) : x;
    }
}
