package dev.vireo.engine.tck.sample;

import dev.vireo.engine.tck.sample.OpSample.Trait;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Scan;
import java.util.List;

/** Samples of reductions over one, several and all dimensions, and of scans along each dimension. */
final class ReductionSamples {
    private static final Dims ALL = Dims.of(0, 1, 2);

    private final RandomValues draw = new RandomValues(2);
    private final SampleRows rows = new SampleRows("reduction");

    private ReductionSamples() {}

    /** Creates the operation for some dimensions. */
    @FunctionalInterface
    private interface Over {
        Reduction of(Dims dims, boolean keepDim);
    }

    static OpTable<List<OpSample>> table() {
        var samples = new ReductionSamples();
        samples.sums();
        samples.extremes();
        samples.scans();
        IntegerLimits.reductions(samples.rows.with(OpSample.Trait.INTEGER_LIMIT));
        return samples.rows.build();
    }

    private void sums() {
        for (var over : List.<Over>of(
                Reduction.Sum::new,
                Reduction.Mean::new,
                Reduction.LogSumExp::new,
                (dims, keep) -> new Reduction.Var(dims, 1, keep),
                (dims, keep) -> new Reduction.Var(dims, 0, keep),
                (dims, keep) -> new Reduction.Norm(2, dims, keep),
                (dims, keep) -> new Reduction.Norm(1, dims, keep),
                (dims, keep) -> new Reduction.Norm(3, dims, keep),
                (dims, keep) -> new Reduction.Norm(Double.POSITIVE_INFINITY, dims, keep))) {
            shapes(over);
        }
        rows.add(OpSample.of(new Reduction.Norm(0, Dims.of(1), false), draw.normal(2, 3))
                        .with(Trait.NO_GRADIENT))
                .add(OpSample.of(new Reduction.Norm(2, Dims.of(0), false), Argument.of(0, 0, 0))
                        .with(Trait.NO_GRADIENT))
                .add(new Reduction.Norm(2, Dims.of(0), false), draw.normal(0, 3))
                .add(new Reduction.Sum(Dims.of(0), false), draw.normal(0, 3))
                .add(new Reduction.Sum(Dims.of(), false), draw.normal())
                .add(new Reduction.Mean(Dims.of(), false), draw.normal())
                .add(new Reduction.Prod(Dims.of(0), false), draw.normal(0, 3))
                .add(new Reduction.LogSumExp(Dims.of(0), false), Argument.of(1000, 1001, 999))
                .add(OpSample.of(
                                new Reduction.LogSumExp(Dims.of(1), false),
                                Argument.of(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, 2)
                                        .reshape(2, 2))
                        .with(Trait.NO_GRADIENT))
                .add(OpSample.of(new Reduction.Mean(Dims.of(0), false), draw.normal(0, 3))
                        .with(Trait.NO_GRADIENT));
        products();
        for (var dtype : List.of(DType.INT64, DType.INT32, DType.UINT8)) {
            rows.add(new Reduction.Sum(Dims.of(1), false), draw.integers(dtype, 0, 9, 2, 3))
                    .add(new Reduction.Prod(Dims.of(1), true), draw.integers(dtype, 1, 4, 2, 3));
        }
        rows.add(new Reduction.Sum(Dims.of(0), false), draw.bools(7));
        for (var over : List.<Over>of(Reduction.Any::new, Reduction.All::new)) {
            rows.add(over.of(Dims.of(1), false), draw.bools(3, 2))
                    .add(over.of(Dims.of(0, 1), true), draw.bools(3, 2))
                    .add(over.of(Dims.of(0), false), draw.integers(DType.INT64, -1, 1, 2, 5))
                    .add(
                            over.of(Dims.of(0), false),
                            Argument.of(0, 1, Double.NaN, 0).reshape(2, 2))
                    .add(over.of(Dims.of(0), false), draw.bools(0, 2));
        }
    }

    private void products() {
        rows.add(new Reduction.Prod(Dims.of(1), false), draw.uniform(-2, 2, 2, 3, 2))
                .add(new Reduction.Prod(Dims.of(0), true), draw.uniform(-2, 2, 4))
                .add(new Reduction.Prod(ALL, false), draw.uniform(-2, 2, 2, 2, 2))
                .add(
                        new Reduction.Prod(Dims.of(1), false),
                        Argument.of(2, 0, 3, 0, 0, 1).reshape(2, 3));
    }

    private void extremes() {
        for (var over : List.<Over>of(Reduction.Amax::new, Reduction.Amin::new)) {
            for (var dims : List.of(Dims.of(0), Dims.of(2), Dims.of(0, 2), ALL)) {
                rows.add(over.of(dims, false), draw.distinct(2, 3, 4)).add(over.of(dims, true), draw.distinct(2, 3, 4));
            }
            rows.add(over.of(Dims.of(0), false), draw.integers(DType.INT32, -9, 9, 3, 2))
                    .add(over.of(Dims.of(1), false), draw.normal(0, 3))
                    .add(OpSample.of(
                                    over.of(Dims.of(1), false),
                                    Argument.of(1, 3, 3, 1).reshape(2, 2))
                            .with(Trait.STRAIGHT_THROUGH))
                    .add(OpSample.of(
                                    over.of(Dims.of(1), false),
                                    Argument.of(1, Double.NaN, 3, 1).reshape(2, 2))
                            .with(Trait.NO_GRADIENT));
        }
        for (var over : List.<Over>of(Reduction.ArgMax::new, Reduction.ArgMin::new)) {
            rows.add(over.of(Dims.of(0), false), draw.distinct(3, 4))
                    .add(over.of(Dims.of(1), true), draw.distinct(3, 4))
                    .add(over.of(Dims.of(1), false), draw.integers(DType.INT64, -9, 9, 3, 9))
                    .add(over.of(Dims.of(0), false), Argument.of(1, 4, 4, 1))
                    .add(over.of(Dims.of(0), false), Argument.of(1, Double.NaN, 4, Double.NaN))
                    .add(over.of(Dims.of(), false), draw.normal());
        }
    }

    private void scans() {
        for (int dim = 0; dim < 3; dim++) {
            rows.add(new Scan.CumSum(dim), draw.normal(2, 3, 4))
                    .add(new Scan.CumProd(dim), draw.uniform(-2, 2, 2, 3, 4))
                    .add(new Scan.Sort(dim, false), draw.distinct(2, 3, 4))
                    .add(new Scan.Sort(dim, true), draw.distinct(2, 3, 4))
                    .add(new Scan.TopK(dim, 2, true), draw.distinct(2, 3, 4))
                    .add(new Scan.TopK(dim, 1, false), draw.distinct(2, 3, 4));
        }
        rows.add(new Scan.CumSum(0), draw.integers(DType.INT32, -9, 9, 5))
                .add(new Scan.CumSum(0), draw.bools(5))
                .add(new Scan.CumSum(1), draw.normal(2, 0))
                .add(new Scan.CumProd(0), draw.integers(DType.INT32, -3, 3, 5))
                .add(new Scan.CumProd(1), draw.normal(2, 0))
                .add(new Scan.CumProd(0), Argument.of(2, 0, 3, -1, 0, 5))
                .add(new Scan.Sort(0, false), Argument.index(3, 1, 2, 1, 3))
                .add(new Scan.Sort(0, true), Argument.index(3, 1, 2, 1, 3))
                .add(new Scan.Sort(0, false), draw.normal(0))
                .add(new Scan.TopK(0, 0, true), draw.distinct(3))
                .add(new Scan.TopK(0, 3, true), Argument.index(3, 1, 2, 7, 5));
        for (boolean descending : new boolean[] {false, true}) {
            rows.add(OpSample.of(new Scan.Sort(0, descending), Argument.of(1, Double.NaN, -1, Double.POSITIVE_INFINITY))
                    .with(Trait.NO_GRADIENT));
        }
    }

    private void shapes(Over over) {
        for (var dims : List.of(Dims.of(0), Dims.of(1), Dims.of(2), Dims.of(0, 2), ALL)) {
            rows.add(over.of(dims, false), draw.distinct(2, 3, 4));
        }
        rows.add(over.of(Dims.of(1), true), draw.distinct(2, 3))
                .add(over.of(Dims.of(1, 2), true), draw.distinct(2, 3, 2))
                .add(over.of(Dims.of(1), false), draw.normal(0, 3));
    }
}
