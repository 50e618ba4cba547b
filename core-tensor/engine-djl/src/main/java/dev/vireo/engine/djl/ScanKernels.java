package dev.vireo.engine.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Scan;

/** Kernels of scans and sorting. */
record ScanKernels(Creator creator) {
    static KernelTable table(Creator creator) {
        var kernels = new ScanKernels(creator);
        return ArrayKernels.of("scans")
                .row(Scan.CumSum.class, (op, in) -> JniUtils.cumSum(in[0], op.dim()))
                .row(Scan.CumProd.class, (op, in) -> JniUtils.cumProd(in[0], op.dim(), null))
                .rows(Scan.Sort.class, (op, in) -> kernels.sort(op, in[0]))
                .build();
    }

    private PtNDArray[] sort(Scan.Sort op, PtNDArray x) {
        var indices = JniUtils.argSort(x, op.dim(), op.descending());
        long length = x.getShape().dimension() == 0 ? 1 : x.getShape().get(op.dim());
        if (length > 1) {
            indices = stable(indices, x, op.dim(), length);
        }
        return new PtNDArray[] {JniUtils.gather(x, indices, op.dim()), indices};
    }

    /**
     * DJL's sort is not stable. Each element is numbered by how many distinct values come before it, and then by its
     * index, so that no two numbers are equal. Sorting these numbers restores the original order of equal elements.
     */
    private PtNDArray stable(PtNDArray indices, PtNDArray x, int dim, long length) {
        var sorted = JniUtils.gather(x, indices, dim);
        var before = JniUtils.slice(sorted, dim, 0, length - 1, 1);
        var later = JniUtils.cumSum(differ(before, JniUtils.slice(sorted, dim, 1, length, 1)), dim);
        var start = JniUtils.slice(indices, dim, 0, 1, 1);
        var group = JniUtils.cat(new PtNDArray[] {JniUtils.sub(start, start), later}, dim);
        var key = JniUtils.add(JniUtils.mul(group, creator.scalar(length)), indices);
        return JniUtils.gather(indices, JniUtils.argSort(key, dim, false), dim);
    }

    /** Returns where two arrays differ; NaN equals NaN here. */
    private static PtNDArray differ(PtNDArray a, PtNDArray b) {
        var number = JniUtils.logicalOr(JniUtils.eq(a, a), JniUtils.eq(b, b));
        return JniUtils.logicalAnd(JniUtils.neq(a, b), number);
    }
}
