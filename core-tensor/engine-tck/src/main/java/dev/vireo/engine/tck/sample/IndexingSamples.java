package dev.vireo.engine.tck.sample;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.op.Embed;
import dev.vireo.tensor.op.Indexing;
import dev.vireo.tensor.op.OpTable;
import java.util.List;

/** Samples of indexing by integers and by masks. */
final class IndexingSamples {
    private final RandomValues draw = new RandomValues(4);
    private final SampleRows rows = new SampleRows("indexing");

    private IndexingSamples() {}

    static OpTable<List<OpSample>> table() {
        var samples = new IndexingSamples();
        samples.gathers();
        samples.masks();
        return samples.rows.build();
    }

    private void gathers() {
        var once = Argument.index(Shape.of(2, 3), 2, 0, 1, 0, 3, 2);
        rows.add(new Indexing.Gather(0), draw.normal(3, 4), draw.indices(3, 2, 4))
                .add(new Indexing.Gather(1), draw.normal(3, 4), draw.indices(4, 2, 6))
                .add(new Indexing.Gather(0), draw.normal(3), draw.indices(3, 0))
                .add(new Indexing.Gather(0), draw.integers(DType.INT32, -9, 9, 5), draw.indices(5, 4))
                .add(new Indexing.Scatter(1), draw.normal(2, 4), once, draw.normal(2, 3))
                .add(
                        new Indexing.Scatter(0),
                        draw.integers(DType.INT64, -9, 9, 5),
                        Argument.index(4, 0),
                        Argument.index(70, 80))
                .add(new Indexing.ScatterAdd(1), draw.normal(2, 4), draw.indices(4, 2, 6), draw.normal(2, 6))
                .add(new Indexing.ScatterAdd(0), draw.normal(3, 2), draw.indices(3, 4, 2), draw.normal(4, 2))
                .add(
                        new Indexing.ScatterAdd(0),
                        draw.integers(DType.INT64, -9, 9, 3),
                        Argument.index(1, 1, 1),
                        Argument.index(10, 20, 30))
                .add(new Indexing.IndexSelect(0), draw.normal(3, 2), Argument.index(2, 0, 2, 1))
                .add(new Indexing.IndexSelect(1), draw.normal(2, 3, 2), Argument.index(2, 2))
                .add(new Indexing.IndexSelect(0), draw.normal(3, 2), Argument.index())
                .add(new Indexing.IndexSelect(0), draw.bools(3, 2), Argument.index(1))
                .add(new Indexing.IndexAdd(0), draw.normal(3, 2), Argument.index(2, 0, 2), draw.normal(3, 2))
                .add(new Indexing.IndexAdd(1), draw.normal(2, 3), Argument.index(1), draw.normal(2, 1))
                .add(
                        new Indexing.IndexAdd(0),
                        draw.integers(DType.INT32, -9, 9, 3),
                        Argument.index(0, 0),
                        draw.integers(DType.INT32, -9, 9, 2))
                .add(new Embed.Embedding(-1), draw.normal(5, 3), draw.indices(5, 2, 4))
                .add(new Embed.Embedding(-1), draw.normal(5, 3), draw.indices(5, 0))
                .add(new Embed.Embedding(-1), draw.normal(5, 3), draw.indices(5))
                // The index of the padding row does not occur. Its gradient is zero by definition and differs from the
                // finite difference.
                .add(new Embed.Embedding(1), draw.normal(5, 3), Argument.index(0, 2, 2, 4))
                .add(OpSample.of(new Embed.Embedding(1), draw.normal(5, 3), Argument.index(0, 1, 1, 4))
                        .with(OpSample.Trait.STRAIGHT_THROUGH))
                .add(new Indexing.OneHot(4), draw.indices(4, 2, 3))
                .add(new Indexing.OneHot(4), draw.indices(4, 0))
                .add(new Indexing.OneHot(2), draw.indices(2));
    }

    private void masks() {
        rows.add(new Indexing.MaskedFill(-2), draw.normal(2, 3), draw.bools(2, 3))
                .add(OpSample.of(new Indexing.MaskedFill(Double.NEGATIVE_INFINITY), draw.normal(2, 3), draw.bools(3))
                        .with(OpSample.Trait.NO_GRADIENT))
                .add(new Indexing.MaskedFill(7), draw.integers(DType.INT64, -9, 9, 4), draw.bools(4))
                .add(new Indexing.MaskedFill(0), draw.normal(0, 3), draw.bools(3))
                .add(new Indexing.MaskedSelect(), draw.normal(2, 3), draw.bools(2, 3))
                .add(new Indexing.MaskedSelect(), draw.integers(DType.INT16, -9, 9, 6), draw.bools(6))
                .add(new Indexing.MaskedSelect(), draw.normal(3), Argument.of(DType.BOOL, Shape.of(3), 0, 0, 0))
                .add(new Indexing.Nonzero(), draw.integers(DType.INT64, -1, 1, 3, 4))
                .add(new Indexing.Nonzero(), Argument.of(0, 1, 0, Double.NaN))
                .add(new Indexing.Nonzero(), draw.bools(2, 2, 3))
                .add(new Indexing.Nonzero(), Argument.of(0, 0, 0));
    }
}
