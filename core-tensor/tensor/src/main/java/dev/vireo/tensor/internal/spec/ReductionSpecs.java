package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.*;

/** Spec rules of reductions and scans. */
final class ReductionSpecs {
    private ReductionSpecs() {}

    static OpTable<SpecRule<?>> table() {
        return new SpecTable("reduction")
                .rule(Reduction.Sum.class, ReductionSpecs::accumulated)
                .rule(Reduction.Prod.class, ReductionSpecs::accumulated)
                .rule(Reduction.Mean.class, ReductionSpecs::floating)
                .rule(Reduction.Var.class, ReductionSpecs::floating)
                .rule(Reduction.LogSumExp.class, ReductionSpecs::floating)
                .rule(Reduction.Norm.class, ReductionSpecs::floating)
                .rule(Reduction.Amax.class, ReductionSpecs::extreme)
                .rule(Reduction.Amin.class, ReductionSpecs::extreme)
                .rule(Reduction.Any.class, (op, in) -> Check.one(reduced(op, in).with(DType.BOOL)))
                .rule(Reduction.All.class, (op, in) -> Check.one(reduced(op, in).with(DType.BOOL)))
                .rule(Reduction.ArgMax.class, ReductionSpecs::index)
                .rule(Reduction.ArgMin.class, ReductionSpecs::index)
                .rule(Scan.CumSum.class, ReductionSpecs::scan)
                .rule(Scan.CumProd.class, ReductionSpecs::scan)
                .rule(Scan.Sort.class, (op, in) -> {
                    Check.dim(op, op.dim(), in[0].shape());
                    return new TensorSpec[] {in[0], in[0].with(DType.INT64)};
                })
                .rule(Scan.TopK.class, (op, in) -> {
                    Check.dim(op, op.dim(), in[0].shape());
                    long size = in[0].shape().size(op.dim());
                    if (op.k() < 0 || op.k() > size) {
                        throw Check.shape(
                                op,
                                "k = " + op.k() + " is out of range for dimension " + op.dim() + " of " + in[0].shape()
                                        + "; expected 0 to " + size);
                    }
                    var values = in[0].with(in[0].shape().with(op.dim(), op.k()));
                    return new TensorSpec[] {values, values.with(DType.INT64)};
                })
                .build();
    }

    private static TensorSpec[] accumulated(Reduction op, TensorSpec[] in) {
        return Check.one(reduced(op, in).with(in[0].dtype().accumulated()));
    }

    private static TensorSpec[] floating(Reduction op, TensorSpec[] in) {
        Check.floating(op, in[0]);
        return Check.one(reduced(op, in));
    }

    private static TensorSpec[] extreme(Reduction op, TensorSpec[] in) {
        notEmpty(op, in[0].shape());
        return Check.one(reduced(op, in));
    }

    private static TensorSpec[] index(Reduction op, TensorSpec[] in) {
        if (op.dims().size() != 1 && in[0].shape().rank() != 0) {
            throw Check.shape(op, "expected one dimension, got " + op.dims());
        }
        notEmpty(op, in[0].shape());
        return Check.one(reduced(op, in).with(DType.INT64));
    }

    private static TensorSpec[] scan(Scan op, TensorSpec[] in) {
        Check.dim(op, op.dim(), in[0].shape());
        return Check.one(in[0].with(in[0].dtype().accumulated()));
    }

    private static void notEmpty(Reduction op, Shape shape) {
        for (int i = 0; i < op.dims().size(); i++) {
            Check.dim(op, op.dims().at(i), shape);
            if (shape.size(op.dims().at(i)) == 0) {
                throw Check.shape(
                        op,
                        "dimension " + op.dims().at(i) + " of " + shape + " is empty and has no maximum or minimum");
            }
        }
    }

    private static TensorSpec reduced(Reduction op, TensorSpec[] in) {
        Check.inputs(op, in, 1, 1);
        return in[0].with(shape(op, in[0].shape(), op.dims(), op.keepDim()));
    }

    private static Shape shape(Op op, Shape from, Dims dims, boolean keepDim) {
        for (int i = 0; i < dims.size(); i++) {
            Check.dim(op, dims.at(i), from);
        }
        if (!keepDim && dims.size() == from.rank()) {
            return Shape.SCALAR;
        }
        var sizes = new long[keepDim ? from.rank() : from.rank() - dims.size()];
        int next = 0;
        for (int i = 0; i < from.rank(); i++) {
            if (!dims.contains(i)) {
                sizes[next++] = from.size(i);
            } else if (keepDim) {
                sizes[next++] = 1;
            }
        }
        return Shape.of(sizes);
    }
}
