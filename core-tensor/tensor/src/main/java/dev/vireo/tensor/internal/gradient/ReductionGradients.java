package dev.vireo.tensor.internal.gradient;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.engine.FusedGradient.Saved;
import dev.vireo.tensor.internal.decomposition.part.NumberTensors;
import dev.vireo.tensor.op.*;
import java.util.ArrayList;

/** Gradients of reductions and scans. */
final class ReductionGradients {
    private ReductionGradients() {}

    static OpTable<GradientRule<?>> table() {
        return new GradientTable("reduction")
                .none(Reduction.Any.class, Reduction.All.class, Reduction.ArgMax.class, Reduction.ArgMin.class)
                .one(Reduction.Sum.class, Saved.NOTHING, (op, g, c) -> spread(op, g, c))
                .one(
                        Reduction.Mean.class,
                        Saved.NOTHING,
                        (op, g, c) -> spread(op, g, c).div(count(op, c)))
                .one(Reduction.Var.class, Saved.INPUTS, (op, g, c) -> {
                    var x = c.input(0);
                    double scale = 2 / Math.max(0, count(op, c) - op.correction());
                    return spread(op, g, c).mul(x.sub(x.mean(op.dims(), true))).mul(scale);
                })
                .one(
                        Reduction.Prod.class,
                        Saved.INPUTS,
                        (op, g, c) -> spread(op, g, c).mul(productOfOthers(op, c.input(0))))
                .one(Reduction.Amax.class, Saved.ALL, (op, g, c) -> shared(op, g, c))
                .one(Reduction.Amin.class, Saved.ALL, (op, g, c) -> shared(op, g, c))
                .one(
                        Reduction.LogSumExp.class,
                        Saved.ALL,
                        (op, g, c) -> spread(op, g, c)
                                .mul(c.input(0).sub(kept(op, c.output(0), c)).exp()))
                .one(Reduction.Norm.class, Saved.ALL, ReductionGradients::norm)
                .one(Scan.CumSum.class, Saved.NOTHING, (op, g, c) -> reversedSum(g, op.dim()))
                .one(Scan.CumProd.class, Saved.INPUTS, (op, g, c) -> ofRunningProduct(g, c.input(0), op.dim()))
                .one(Scan.Sort.class, Saved.outputs(1), (op, g, c) -> back(op.dim(), g, c))
                .one(Scan.TopK.class, Saved.outputs(1), (op, g, c) -> back(op.dim(), g, c))
                .build();
    }

    /** Restores the reduced dimensions with size 1. */
    private static Tensor kept(Reduction op, Tensor reduced, Gradients c) {
        if (op.keepDim()) {
            return reduced;
        }
        var sizes = c.inputSpec(0).shape().toArray();
        for (int i = 0; i < op.dims().size(); i++) {
            sizes[op.dims().at(i)] = 1;
        }
        return reduced.reshape(sizes);
    }

    private static Tensor spread(Reduction op, Tensor g, Gradients c) {
        return kept(op, g, c).expand(c.inputSpec(0).shape().toArray());
    }

    private static double count(Reduction op, Gradients c) {
        Shape shape = c.inputSpec(0).shape();
        double count = 1;
        for (int i = 0; i < op.dims().size(); i++) {
            count *= shape.size(op.dims().at(i));
        }
        return count;
    }

    private static Tensor shared(Reduction op, Tensor g, Gradients c) {
        var extreme = c.input(0).eq(kept(op, c.output(0), c)).to(g.dtype());
        return extreme.mul(kept(op, g, c)).div(extreme.sum(op.dims(), true));
    }

    /**
     * Multiplies the product of the elements before by the product of those after. There is no division, so zeros need
     * no special case.
     */
    private static Tensor productOfOthers(Reduction.Prod op, Tensor x) {
        var shape = x.shape();
        if (op.dims().size() == 0) {
            return Tensor.full(x.spec(), 1);
        }
        boolean whole = op.dims().size() == shape.rank();
        int dim = whole ? 0 : op.dims().at(0);
        var line = whole ? x.reshape(-1) : x;
        var before = exclusiveProduct(line, dim);
        var after = exclusiveProduct(line.flip(dim), dim).flip(dim);
        return before.mul(after).reshape(shape.toArray());
    }

    private static Tensor exclusiveProduct(Tensor x, int dim) {
        long size = x.shape().size(dim);
        var first = Tensor.full(x.spec().with(x.shape().with(dim, Math.min(1, size))), 1);
        return Tensor.concat(dim, first, x.slice(dim, 0, Math.max(0, size - 1)).cumProd(dim));
    }

    private static Tensor norm(Reduction.Norm op, Tensor g, Gradients c) {
        var x = c.input(0);
        var norm = kept(op, c.output(0), c);
        var arriving = kept(op, g, c);
        if (op.p() == 0) {
            return Tensor.zeros(x.spec());
        }
        if (op.p() == 1) {
            return arriving.mul(x.sign());
        }
        if (Double.isInfinite(op.p())) {
            var extreme = x.abs().eq(norm).to(x.dtype());
            return arriving.mul(x.sign()).mul(extreme).div(extreme.sum(op.dims(), true));
        }
        var safe = Tensor.where(norm.eq(0), NumberTensors.like(norm, 1), norm);
        var slope = op.p() == 2 ? x.div(safe) : x.sign().mul(x.abs().div(safe).pow(op.p() - 1));
        return arriving.mul(Tensor.where(norm.eq(0), NumberTensors.like(x, 0), slope));
    }

    private static Tensor reversedSum(Tensor g, int dim) {
        return g.flip(dim).cumSum(dim).flip(dim);
    }

    /**
     * Avoids division, so that zeros need no special case: builds the running product from windows of 1, 2, 4, ...
     * elements (Hillis and Steele, 1986) and propagates the gradient back through them.
     */
    private static Tensor ofRunningProduct(Tensor g, Tensor x, int dim) {
        var products = new ArrayList<Tensor>();
        var product = x;
        for (int width = 1; width < x.shape().size(dim); width *= 2) {
            products.add(product);
            product = product.mul(shifted(product, dim, width, 1));
        }
        var gradient = g;
        for (int i = products.size() - 1; i >= 0; i--) {
            int width = 1 << i;
            var later = shifted(gradient.mul(products.get(i)), dim, -width, 0);
            gradient = gradient.mul(shifted(products.get(i), dim, width, 1)).add(later);
        }
        return gradient;
    }

    /**
     * Shifts elements towards the end of a dimension. The vacated positions get a value; elements beyond the end are
     * dropped.
     */
    private static Tensor shifted(Tensor x, int dim, int by, double value) {
        var before = new int[x.shape().rank()];
        var after = new int[before.length];
        before[dim] = by;
        after[dim] = -by;
        return x.pad(Dims.of(before), Dims.of(after), value);
    }

    private static Tensor back(int dim, Tensor g, Gradients c) {
        return Tensor.zeros(c.inputSpec(0)).scatterAdd(dim, c.output(1), g);
    }
}
