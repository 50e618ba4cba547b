package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.*;

/** Spec rules of rearranging and indexing. */
final class RearrangeSpecs {
    private RearrangeSpecs() {}

    static OpTable<SpecRule<?>> table() {
        var table = new SpecTable("rearrange")
                .rule(Rearrange.Concat.class, (op, in) -> Check.one(in[0].with(concatenated(op, in))))
                .rule(Rearrange.Stack.class, (op, in) -> {
                    Check.inputs(op, in, 1, Integer.MAX_VALUE);
                    for (var each : in) {
                        Check.size(op, "an input", each.shape(), in[0].shape());
                    }
                    return Check.one(in[0].with(in[0].shape().insert(op.dim(), in.length)));
                })
                .rule(Rearrange.Pad.class, (op, in) -> Check.one(in[0].with(padded(op, in[0].shape()))))
                .rule(Rearrange.Flip.class, (op, in) -> {
                    op.dims().repeated().ifPresent(dim -> {
                        throw Check.shape(
                                op, "dimension " + dim + " occurs twice in " + op.dims() + "; name each once");
                    });
                    return along(op, in, op.dims());
                })
                .rule(Rearrange.Roll.class, (op, in) -> {
                    if (op.shifts().size() != op.dims().size()) {
                        throw Check.shape(
                                op, "the shifts " + op.shifts() + " and dimensions " + op.dims() + " differ in number");
                    }
                    return along(op, in, op.dims());
                })
                .rule(Rearrange.Repeat.class, (op, in) -> {
                    if (op.repeats().size() != in[0].shape().rank()) {
                        throw Check.shape(op, op.repeats() + " needs one entry for each dimension of " + in[0].shape());
                    }
                    var sizes = in[0].shape().toArray();
                    for (int i = 0; i < sizes.length; i++) {
                        sizes[i] *= op.repeats().at(i);
                    }
                    return Check.one(in[0].with(Shape.of(sizes)));
                })
                .rule(Rearrange.RepeatInterleave.class, (op, in) -> {
                    Check.dim(op, op.dim(), in[0].shape());
                    return Check.one(in[0].with(
                            in[0].shape().with(op.dim(), in[0].shape().size(op.dim()) * op.repeats())));
                })
                .rule(Rearrange.Tril.class, RearrangeSpecs::matrices)
                .rule(Rearrange.Triu.class, RearrangeSpecs::matrices)
                .rule(Rearrange.Diagonal.class, (op, in) -> {
                    matrices(op, in);
                    long rows = in[0].shape().size(-2);
                    long columns = in[0].shape().size(-1);
                    long length = op.offset() >= 0
                            ? Math.min(rows, columns - op.offset())
                            : Math.min(rows + op.offset(), columns);
                    return Check.one(in[0].with(
                            in[0].shape().slice(0, in[0].shape().rank() - 2).concat(Shape.of(Math.max(0, length)))));
                })
                .rule(Rearrange.Unfold.class, (op, in) -> {
                    Check.rank(op, "the input", in[0], 4, 4);
                    long windows = 1;
                    for (int i = 0; i < 2; i++) {
                        windows *= WindowCount.size(
                                op,
                                in[0].shape().size(i + 2),
                                op.kernel().at(i),
                                op.stride().at(i),
                                op.padding().at(i),
                                op.dilation().at(i),
                                false);
                    }
                    long columns = in[0].shape().size(1)
                            * op.kernel().at(0)
                            * op.kernel().at(1);
                    return Check.one(in[0].with(Shape.of(in[0].shape().size(0), columns, windows)));
                });
        return indexing(table).build();
    }

    private static SpecTable indexing(SpecTable table) {
        return table.rule(Indexing.Gather.class, (op, in) -> {
                    indexed(op, in, 2, op.dim());
                    return Check.one(in[0].with(in[1].shape()));
                })
                .rule(Indexing.Scatter.class, (op, in) -> scattered(op, in, op.dim()))
                .rule(Indexing.ScatterAdd.class, (op, in) -> scattered(op, in, op.dim()))
                .rule(Indexing.IndexSelect.class, (op, in) -> {
                    vectorIndex(op, in, 2, op.dim());
                    return Check.one(in[0].with(
                            in[0].shape().with(op.dim(), in[1].shape().elements())));
                })
                .rule(Indexing.IndexAdd.class, (op, in) -> {
                    vectorIndex(op, in, 3, op.dim());
                    Check.size(
                            op,
                            "the source",
                            in[2].shape(),
                            in[0].shape().with(op.dim(), in[1].shape().elements()));
                    return Check.one(in[0]);
                })
                .rule(Indexing.MaskedFill.class, (op, in) -> {
                    Check.inputs(op, in, 2, 2);
                    Check.bool(op, "mask", in[1]);
                    if (!in[1].shape().expandsTo(in[0].shape())) {
                        throw Check.shape(op, "the mask " + in[1].shape() + " does not expand to " + in[0].shape());
                    }
                    return Check.one(in[0]);
                })
                .rule(Indexing.MaskedSelect.class, (op, in) -> {
                    Check.inputs(op, in, 2, 2);
                    Check.bool(op, "mask", in[1]);
                    Check.size(op, "the mask", in[1].shape(), in[0].shape());
                    return SpecRule.DATA_DEPENDENT;
                })
                .rule(Indexing.Nonzero.class, (op, in) -> SpecRule.DATA_DEPENDENT)
                .rule(Indexing.OneHot.class, (op, in) -> {
                    Check.index(op, in[0]);
                    return Check.one(in[0].with(in[0].shape().concat(Shape.of(op.classes()))));
                });
    }

    private static Shape concatenated(Rearrange.Concat op, TensorSpec[] in) {
        Check.inputs(op, in, 1, Integer.MAX_VALUE);
        var first = in[0].shape();
        Check.dim(op, op.dim(), first);
        long size = 0;
        for (int i = 0; i < in.length; i++) {
            var shape = in[i].shape();
            if (shape.rank() != first.rank() || !shape.with(op.dim(), 0).equals(first.with(op.dim(), 0))) {
                throw Check.shape(
                        op,
                        "input " + i + " has the shape " + shape + ", input 0 " + first
                                + "; expected equal sizes except at dimension " + op.dim());
            }
            size += shape.size(op.dim());
        }
        return first.with(op.dim(), size);
    }

    private static Shape padded(Rearrange.Pad op, Shape shape) {
        if (op.before().size() != shape.rank() || op.after().size() != shape.rank()) {
            throw Check.shape(
                    op, op.before() + " and " + op.after() + " need one entry for each dimension of " + shape);
        }
        var sizes = shape.toArray();
        for (int i = 0; i < sizes.length; i++) {
            long limit = op.mode() == Rearrange.PadMode.REFLECT ? sizes[i] - 1 : sizes[i];
            boolean bounded = op.mode() == Rearrange.PadMode.REFLECT || op.mode() == Rearrange.PadMode.CIRCULAR;
            if (bounded && Math.max(op.before().at(i), op.after().at(i)) > limit) {
                throw Check.shape(
                        op,
                        "dimension " + i + " of " + shape + " is too small to pad by "
                                + op.before().at(i) + " and " + op.after().at(i));
            }
            sizes[i] += op.before().at(i) + op.after().at(i);
            if (sizes[i] < 0) {
                throw Check.shape(op, "more elements are removed than dimension " + i + " of " + shape + " has");
            }
        }
        return Shape.of(sizes);
    }

    private static TensorSpec[] along(Op op, TensorSpec[] in, Dims dims) {
        Check.inputs(op, in, 1, 1);
        for (int i = 0; i < dims.size(); i++) {
            Check.dim(op, dims.at(i), in[0].shape());
        }
        return Check.one(in[0]);
    }

    private static TensorSpec[] matrices(Op op, TensorSpec[] in) {
        Check.rank(op, "the input", in[0], 2, Integer.MAX_VALUE);
        return Check.one(in[0]);
    }

    private static void indexed(Op op, TensorSpec[] in, int inputs, int dim) {
        Check.inputs(op, in, inputs, inputs);
        Check.index(op, in[1]);
        Check.dim(op, dim, in[0].shape());
        Check.rank(op, "the index", in[1], in[0].shape().rank(), in[0].shape().rank());
        for (int i = 0; i < in[0].shape().rank(); i++) {
            if (i != dim && in[1].shape().size(i) > in[0].shape().size(i)) {
                throw Check.shape(
                        op, "the index " + in[1].shape() + " is larger than " + in[0].shape() + " at dimension " + i);
            }
        }
    }

    private static TensorSpec[] scattered(Op op, TensorSpec[] in, int dim) {
        indexed(op, in, 3, dim);
        Check.size(op, "the source", in[2].shape(), in[1].shape());
        if (in[2].dtype() != in[0].dtype()) {
            throw Check.dtype(op, "the source is " + in[2].dtype() + ", the target " + in[0].dtype());
        }
        return Check.one(in[0]);
    }

    private static void vectorIndex(Op op, TensorSpec[] in, int inputs, int dim) {
        Check.inputs(op, in, inputs, inputs);
        Check.index(op, in[1]);
        Check.dim(op, dim, in[0].shape());
        Check.rank(op, "the index", in[1], 1, 1);
    }
}
