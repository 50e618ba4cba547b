package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.op.*;

/** Spec rules of views. */
final class ViewSpecs {
    private ViewSpecs() {}

    static OpTable<SpecRule<?>> table() {
        return new SpecTable("view")
                .rule(View.Reshape.class, (op, in) -> {
                    if (op.shape().elements() != in[0].shape().elements()) {
                        throw Check.shape(
                                op,
                                in[0].shape() + " has " + in[0].shape().elements() + " elements, " + op.shape()
                                        + " needs " + op.shape().elements());
                    }
                    return Check.one(in[0].with(op.shape()));
                })
                .rule(View.Flatten.class, (op, in) -> Check.one(in[0].with(flattened(op, in[0].shape()))))
                .rule(View.Permute.class, (op, in) -> Check.one(in[0].with(permuted(op, in[0].shape()))))
                .rule(View.Expand.class, (op, in) -> {
                    if (!in[0].shape().expandsTo(op.shape())) {
                        throw Check.shape(
                                op,
                                in[0].shape() + " does not expand to " + op.shape() + "; only sizes of 1 are repeated");
                    }
                    return Check.one(in[0].with(op.shape()));
                })
                .rule(View.Unsqueeze.class, (op, in) -> {
                    if (op.dim() < 0 || op.dim() > in[0].shape().rank()) {
                        throw Check.shape(
                                op,
                                "dimension " + op.dim() + " is out of range for a tensor of shape " + in[0].shape());
                    }
                    return Check.one(in[0].with(in[0].shape().insert(op.dim(), 1)));
                })
                .rule(View.Squeeze.class, (op, in) -> {
                    Check.dim(op, op.dim(), in[0].shape());
                    if (in[0].shape().size(op.dim()) != 1) {
                        throw Check.shape(op, "dimension " + op.dim() + " of " + in[0].shape() + " is not of size 1");
                    }
                    return Check.one(in[0].with(in[0].shape().remove(op.dim())));
                })
                .rule(View.Slice.class, (op, in) -> Check.one(in[0].with(sliced(op, in[0].shape()))))
                .build();
    }

    private static Shape flattened(View.Flatten op, Shape shape) {
        if (shape.rank() == 0) {
            return Shape.of(1);
        }
        Check.dim(op, op.startDim(), shape);
        Check.dim(op, op.endDim(), shape);
        if (op.startDim() > op.endDim()) {
            throw Check.shape(op, "start dimension " + op.startDim() + " is after end dimension " + op.endDim());
        }
        long joined = shape.slice(op.startDim(), op.endDim() + 1).elements();
        return shape.slice(0, op.startDim())
                .concat(Shape.of(joined))
                .concat(shape.slice(op.endDim() + 1, shape.rank()));
    }

    private static Shape permuted(View.Permute op, Shape shape) {
        Dims dims = op.dims();
        var sizes = new long[dims.size()];
        long seen = 0;
        for (int i = 0; i < sizes.length && dims.size() == shape.rank(); i++) {
            Check.dim(op, dims.at(i), shape);
            seen |= 1L << dims.at(i);
            sizes[i] = shape.size(dims.at(i));
        }
        if (dims.size() != shape.rank() || Long.bitCount(seen) != shape.rank()) {
            throw Check.shape(op, dims + " does not name each dimension of " + shape + " once");
        }
        return Shape.of(sizes);
    }

    private static Shape sliced(View.Slice op, Shape shape) {
        Check.dim(op, op.dim(), shape);
        long size = shape.size(op.dim());
        if (op.start() < 0 || op.start() > op.end() || op.end() > size || op.step() < 1) {
            throw Check.shape(
                    op,
                    op.start() + " to " + op.end() + " by " + op.step() + " is not a range of dimension " + op.dim()
                            + " of " + shape);
        }
        return shape.with(op.dim(), (op.end() - op.start() + op.step() - 1) / op.step());
    }
}
