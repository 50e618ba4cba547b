package dev.vireo.engine.djl;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Embed;
import dev.vireo.tensor.op.Indexing;

/** Kernels of indexing by integers and by masks. */
record IndexingKernels(Creator creator) {
    private static final double HALF_OF_INT64 = 0x1p32;

    static KernelTable table(Creator creator) {
        var kernels = new IndexingKernels(creator);
        return ArrayKernels.of("indexing")
                .row(Indexing.Gather.class, (op, in) -> JniUtils.gather(in[0], in[1], op.dim()))
                .row(Indexing.Scatter.class, (op, in) -> JniUtils.scatter(in[0], in[1], in[2], op.dim()))
                .steps(
                        Indexing.ScatterAdd.class,
                        (op, in) -> JniUtils.add(in[0], kernels.sums(op, in[0], in[1], in[2])))
                .row(Indexing.MaskedSelect.class, (op, in) -> JniUtils.booleanMask(in[0], in[1]))
                .steps(Indexing.Nonzero.class, (op, in) -> nonzero(in[0]))
                .row(Embed.Embedding.class, (op, in) -> JniUtils.embedding(in[1], in[0], false))
                .build();
    }

    /**
     * Returns the sum to add to each element of x. DJL has no scatter-add, but the gradient of {@code gather} is one.
     */
    private PtNDArray sums(Indexing.ScatterAdd op, PtNDArray x, PtNDArray index, PtNDArray source) {
        if (x.getDataType().isFloating()) {
            return gradientOfGather(x, op.dim(), index, source);
        }
        var whole = JniUtils.to(source, DataType.INT64, Device.cpu());
        var low = JniUtils.remainder(whole, creator.scalar((long) HALF_OF_INT64));
        var high = JniUtils.sub(whole, low);
        var sums = JniUtils.add(exactSums(op, x, index, low), exactSums(op, x, index, high));
        return JniUtils.to(sums, x.getDataType(), Device.cpu());
    }

    /** Adds integers of at most 32 significant bits, which float64 sums without rounding. The result is int64. */
    private static PtNDArray exactSums(Indexing.ScatterAdd op, PtNDArray x, PtNDArray index, PtNDArray source) {
        var leaf = JniUtils.to(x, DataType.FLOAT64, Device.cpu());
        var exact = JniUtils.to(source, DataType.FLOAT64, Device.cpu());
        return JniUtils.to(gradientOfGather(leaf, op.dim(), index, exact), DataType.INT64, Device.cpu());
    }

    private static PtNDArray gradientOfGather(PtNDArray x, int dim, PtNDArray index, PtNDArray source) {
        var inputs = new PtNDArray[] {x};
        try (var graph = LibtorchGraph.of(inputs, leaves -> new PtNDArray[] {JniUtils.gather(leaves[0], index, dim)})) {
            return graph.gradients(new PtNDArray[] {source}, new boolean[] {true})[0];
        }
    }

    /** A scalar has no index but may be nonzero. */
    private static PtNDArray nonzero(PtNDArray x) {
        if (x.getShape().dimension() > 0) {
            return JniUtils.nonZeros(x);
        }
        var indices = JniUtils.nonZeros(JniUtils.reshape(x, new long[] {1}));
        return JniUtils.clone(JniUtils.slice(indices, 1, 0, 0, 1));
    }
}
