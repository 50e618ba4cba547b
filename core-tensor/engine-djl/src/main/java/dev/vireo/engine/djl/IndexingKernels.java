package dev.vireo.engine.djl;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Embed;
import dev.vireo.tensor.op.Indexing;

/** Elements by index and by mask. */
final class IndexingKernels {
    private static final double HALF_OF_INT64 = 0x1p32;

    private final Creator creator;

    private IndexingKernels(Creator creator) {
        this.creator = creator;
    }

    static KernelTable table(Creator creator) {
        var kernels = new IndexingKernels(creator);
        return KernelTable.of("djl indexing")
                .kernel(
                        Indexing.Gather.class,
                        (op, in) -> DjlTensor.one(
                                JniUtils.gather(DjlTensor.array(in[0]), DjlTensor.array(in[1]), op.dim())))
                .kernel(
                        Indexing.Scatter.class,
                        (op, in) -> DjlTensor.one(JniUtils.scatter(
                                DjlTensor.array(in[0]), DjlTensor.array(in[1]), DjlTensor.array(in[2]), op.dim())))
                .kernel(Indexing.ScatterAdd.class, (op, in) -> {
                    try (var sums =
                            kernels.sums(op, DjlTensor.array(in[0]), DjlTensor.array(in[1]), DjlTensor.array(in[2]))) {
                        return DjlTensor.one(JniUtils.add(DjlTensor.array(in[0]), sums));
                    }
                })
                .kernel(
                        Indexing.MaskedSelect.class,
                        (op, in) -> DjlTensor.one(JniUtils.booleanMask(DjlTensor.array(in[0]), DjlTensor.array(in[1]))))
                .kernel(Indexing.Nonzero.class, (op, in) -> DjlTensor.one(nonzero(DjlTensor.array(in[0]))))
                .kernel(
                        Embed.Embedding.class,
                        (op, in) -> DjlTensor.one(
                                JniUtils.embedding(DjlTensor.array(in[1]), DjlTensor.array(in[0]), false)))
                .build();
    }

    /** What each element of x gets: DJL has no scattered sum but the gradient of gather, which is one. */
    private PtNDArray sums(Indexing.ScatterAdd op, PtNDArray x, PtNDArray index, PtNDArray source) {
        if (x.getDataType().isFloating()) {
            return gradientOfGather(x, op.dim(), index, source);
        }
        try (var half = creator.scalar((long) HALF_OF_INT64);
                var whole = JniUtils.to(source, DataType.INT64, Device.cpu());
                var low = JniUtils.remainder(whole, half);
                var high = JniUtils.sub(whole, low);
                var lowSums = exactSums(op, x, index, low);
                var highSums = exactSums(op, x, index, high);
                var sums = JniUtils.add(lowSums, highSums)) {
            return JniUtils.to(sums, x.getDataType(), Device.cpu());
        }
    }

    /** Of whole numbers with 32 significant bits, which float64 adds without rounding; int64. */
    private static PtNDArray exactSums(Indexing.ScatterAdd op, PtNDArray x, PtNDArray index, PtNDArray source) {
        try (var leaf = JniUtils.to(x, DataType.FLOAT64, Device.cpu());
                var exact = JniUtils.to(source, DataType.FLOAT64, Device.cpu());
                var sums = gradientOfGather(leaf, op.dim(), index, exact)) {
            return JniUtils.to(sums, DataType.INT64, Device.cpu());
        }
    }

    private static PtNDArray gradientOfGather(PtNDArray x, int dim, PtNDArray index, PtNDArray source) {
        var inputs = new PtNDArray[] {x};
        try (var graph = Graph.of(inputs, leaves -> new PtNDArray[] {JniUtils.gather(leaves[0], index, dim)})) {
            return graph.gradients(new PtNDArray[] {source}, new boolean[] {true})[0];
        }
    }

    /** A scalar has no index, but may be nonzero. */
    private static PtNDArray nonzero(PtNDArray x) {
        if (x.getShape().dimension() > 0) {
            return JniUtils.nonZeros(x);
        }
        try (var row = JniUtils.reshape(x, new long[] {1});
                var indices = JniUtils.nonZeros(row);
                var none = JniUtils.slice(indices, 1, 0, 0, 1)) {
            return JniUtils.clone(none);
        }
    }
}
