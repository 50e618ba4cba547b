package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.part.NumberTensors;
import dev.vireo.tensor.internal.decomposition.part.Reversal;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Scan;

/** Decomposes reductions and scans. */
final class ReductionDecompositions {
    private ReductionDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("reduction")
                .wide(
                        Reduction.Mean.class,
                        (op, in) -> sum(op, in[0], op.keepDim()).div(count(op, in[0])))
                .wide(Reduction.Var.class, (op, in) -> {
                    var x = in[0];
                    double count = count(op, x);
                    var squares = x.sub(sum(op, x, true).div(count)).square();
                    return sum(op, squares, op.keepDim()).div(Math.max(0, count - op.correction()));
                })
                .one(Reduction.Amin.class, (op, in) -> Reversal.reversed(extreme(op, Reversal.reversed(in[0]))))
                .wide(Reduction.LogSumExp.class, ReductionDecompositions::logSumExp)
                .wide(Reduction.Norm.class, ReductionDecompositions::norm)
                .one(
                        Reduction.Any.class,
                        (op, in) -> sum(op, in[0].ne(0), op.keepDim()).gt(0))
                .one(
                        Reduction.All.class,
                        (op, in) -> sum(op, in[0].eq(0), op.keepDim()).eq(0))
                .one(
                        Reduction.ArgMin.class,
                        (op, in) ->
                                Engines.run(new Reduction.ArgMax(op.dims(), op.keepDim()), Reversal.reversed(in[0]))[0])
                .row(Scan.TopK.class, (op, in) -> {
                    var sorted = in[0].sort(op.dim(), op.largest());
                    return new Tensor[] {
                        sorted.values().slice(op.dim(), 0, op.k()),
                        sorted.indices().slice(op.dim(), 0, op.k())
                    };
                })
                .build();
    }

    /** Sums over the operation's dimensions. For a scalar they are empty, which does not mean all dimensions. */
    private static Tensor sum(Reduction op, Tensor x, boolean keepDim) {
        return Engines.run(new Reduction.Sum(op.dims(), keepDim), x)[0];
    }

    private static Tensor extreme(Reduction op, Tensor x) {
        return Engines.run(new Reduction.Amax(op.dims(), op.keepDim()), x)[0];
    }

    private static double count(Reduction op, Tensor x) {
        double count = 1;
        for (int i = 0; i < op.dims().size(); i++) {
            count *= x.shape().size(op.dims().at(i));
        }
        return count;
    }

    /** Subtracts the maximum first, unless it is infinite, which would give NaN. */
    private static Tensor logSumExp(Reduction.LogSumExp op, Tensor[] in) {
        var x = in[0];
        if (count(op, x) == 0) {
            return sum(op, x.exp(), op.keepDim()).log();
        }
        var largest = x.detach().amax(op.dims(), true);
        var shift = Tensor.where(largest.isFinite(), largest, NumberTensors.like(x, 0));
        var rest = sum(op, x.sub(shift).exp(), op.keepDim()).log();
        return rest.add(shift.reshape(rest.shape().toArray()));
    }

    private static Tensor norm(Reduction.Norm op, Tensor[] in) {
        var x = in[0];
        double p = op.p();
        if (p == 0) {
            return sum(op, x.ne(0).to(x.dtype()), op.keepDim());
        }
        if (p == 2) {
            return sum(op, x.square(), op.keepDim()).sqrt();
        }
        var absolute = x.abs();
        if (p == 1) {
            return sum(op, absolute, op.keepDim());
        }
        if (p == Double.POSITIVE_INFINITY) {
            return extreme(op, absolute);
        }
        if (p == Double.NEGATIVE_INFINITY) {
            return extreme(op, absolute.neg()).neg();
        }
        return sum(op, absolute.pow(p), op.keepDim()).pow(1 / p);
    }
}
