package dev.vireo.engine.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Scan;

/** Along one dimension, which stays. */
final class ScanKernels {
    private final Creator creator;

    private ScanKernels(Creator creator) {
        this.creator = creator;
    }

    static KernelTable table(Creator creator) {
        var kernels = new ScanKernels(creator);
        return KernelTable.of("djl scans")
                .kernel(Scan.CumSum.class, (op, in) -> DjlTensor.one(JniUtils.cumSum(DjlTensor.array(in[0]), op.dim())))
                .kernel(
                        Scan.CumProd.class,
                        (op, in) -> DjlTensor.one(JniUtils.cumProd(DjlTensor.array(in[0]), op.dim(), null)))
                .kernel(Scan.Sort.class, (op, in) -> kernels.sort(op, DjlTensor.array(in[0])))
                .build();
    }

    private NativeTensor[] sort(Scan.Sort op, PtNDArray x) {
        var indices = JniUtils.argSort(x, op.dim(), op.descending());
        long length = x.getShape().dimension() == 0 ? 1 : x.getShape().get(op.dim());
        if (length > 1) {
            try (var unstable = indices) {
                indices = stable(unstable, x, op.dim(), length);
            }
        }
        return new NativeTensor[] {DjlTensor.of(JniUtils.gather(x, indices, op.dim())), DjlTensor.of(indices)};
    }

    /**
     * DJL's order of equal elements is any. Numbered by how many different ones come before, and then by their index, no
     * two are equal, and another sort puts them in the order in which they stood.
     */
    private PtNDArray stable(PtNDArray indices, PtNDArray x, int dim, long length) {
        try (var sorted = JniUtils.gather(x, indices, dim);
                var before = JniUtils.slice(sorted, dim, 0, length - 1, 1);
                var after = JniUtils.slice(sorted, dim, 1, length, 1);
                var differs = differ(before, after);
                var later = JniUtils.cumSum(differs, dim);
                var start = JniUtils.slice(indices, dim, 0, 1, 1);
                var first = JniUtils.sub(start, start);
                var group = JniUtils.cat(new PtNDArray[] {first, later}, dim);
                var count = creator.scalar(length);
                var scaled = JniUtils.mul(group, count);
                var key = JniUtils.add(scaled, indices);
                var order = JniUtils.argSort(key, dim, false)) {
            return JniUtils.gather(indices, order, dim);
        }
    }

    /** Where two are different; NaN equals itself here. */
    private static PtNDArray differ(PtNDArray a, PtNDArray b) {
        try (var unequal = JniUtils.neq(a, b);
                var number = JniUtils.eq(a, a);
                var other = JniUtils.eq(b, b);
                var either = JniUtils.logicalOr(number, other)) {
            return JniUtils.logicalAnd(unequal, either);
        }
    }
}
