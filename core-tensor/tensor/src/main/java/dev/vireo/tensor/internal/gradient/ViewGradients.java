package dev.vireo.tensor.internal.gradient;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.engine.FusedGradient.Saved;
import dev.vireo.tensor.internal.decomposition.part.Edges;
import dev.vireo.tensor.op.*;

/** Gradients of views, conversions, rearranging and indexing. */
final class ViewGradients {
    private ViewGradients() {}

    static OpTable<GradientRule<?>> table() {
        var table = new GradientTable("view")
                .one(View.Reshape.class, Saved.NOTHING, (op, g, c) -> shaped(g, c))
                .one(View.Flatten.class, Saved.NOTHING, (op, g, c) -> shaped(g, c))
                .one(View.Unsqueeze.class, Saved.NOTHING, (op, g, c) -> g.squeeze(op.dim()))
                .one(View.Squeeze.class, Saved.NOTHING, (op, g, c) -> g.unsqueeze(op.dim()))
                .one(View.Expand.class, Saved.NOTHING, (op, g, c) -> g)
                .one(View.Permute.class, Saved.NOTHING, (op, g, c) -> g.permute(inverse(op.dims())))
                .one(View.Slice.class, Saved.NOTHING, (op, g, c) -> sliced(op, g, c))
                .one(Conversion.Cast.class, Saved.NOTHING, (op, g, c) -> g)
                .one(
                        Conversion.ToDevice.class,
                        Saved.NOTHING,
                        (op, g, c) -> g.to(c.inputSpec(0).device()))
                .one(Conversion.Copy.class, Saved.NOTHING, (op, g, c) -> g)
                .one(Conversion.Contiguous.class, Saved.NOTHING, (op, g, c) -> g);
        rearrange(table);
        indexing(table);
        return table.build();
    }

    private static void rearrange(GradientTable table) {
        table.rule(Rearrange.Concat.class, Saved.NOTHING, (op, c) -> {
                    long start = 0;
                    for (int i = 0; i < c.inputs(); i++) {
                        long from = start;
                        long to = start + c.inputSpec(i).shape().size(op.dim());
                        c.give(i, () -> c.gradient().slice(op.dim(), from, to));
                        start = to;
                    }
                })
                .rule(Rearrange.Stack.class, Saved.NOTHING, (op, c) -> {
                    for (int i = 0; i < c.inputs(); i++) {
                        int index = i;
                        c.give(i, () -> c.gradient().select(op.dim(), index));
                    }
                })
                .one(Resampling.PixelShuffle.class, Saved.NOTHING, (op, g, c) -> {
                    var from = g.shape();
                    long r = op.factor();
                    return g.reshape(from.size(0), from.size(1), from.size(2) / r, r, from.size(3) / r, r)
                            .permute(0, 1, 3, 5, 2, 4)
                            .reshape(c.inputSpec(0).shape().toArray());
                })
                .one(Rearrange.Pad.class, Saved.NOTHING, ViewGradients::padded)
                .one(
                        Rearrange.Flip.class,
                        Saved.NOTHING,
                        (op, g, c) -> g.flip(op.dims().toArray()))
                .one(Rearrange.Roll.class, Saved.NOTHING, (op, g, c) -> {
                    var back = g;
                    for (int i = 0; i < op.dims().size(); i++) {
                        back = back.roll(-op.shifts().at(i), op.dims().at(i));
                    }
                    return back;
                })
                .one(Rearrange.Tril.class, Saved.NOTHING, (op, g, c) -> g.tril(op.diagonal()))
                .one(Rearrange.Triu.class, Saved.NOTHING, (op, g, c) -> g.triu(op.diagonal()))
                .one(Rearrange.Repeat.class, Saved.NOTHING, (op, g, c) -> repeated(op, g, c))
                .one(Rearrange.RepeatInterleave.class, Saved.NOTHING, (op, g, c) -> {
                    var sizes = c.inputSpec(0).shape().insert(op.dim() + 1, op.repeats());
                    return g.reshape(sizes.toArray()).sum(op.dim() + 1);
                });
    }

    private static void indexing(GradientTable table) {
        table.none(Indexing.Nonzero.class, Indexing.OneHot.class)
                .one(
                        Indexing.Gather.class,
                        Saved.inputs(1),
                        (op, g, c) -> Tensor.zeros(c.inputSpec(0)).scatterAdd(op.dim(), c.input(1), g))
                .rule(Indexing.Scatter.class, Saved.inputs(1), (op, c) -> {
                    c.give(0, () -> c.gradient().scatter(op.dim(), c.input(1), Tensor.zeros(c.inputSpec(2))));
                    c.give(2, () -> c.gradient().gather(op.dim(), c.input(1)));
                })
                .rule(Indexing.ScatterAdd.class, Saved.inputs(1), (op, c) -> {
                    c.give(0, c::gradient);
                    c.give(2, () -> c.gradient().gather(op.dim(), c.input(1)));
                })
                .one(
                        Indexing.IndexSelect.class,
                        Saved.inputs(1),
                        (op, g, c) -> Tensor.zeros(c.inputSpec(0)).indexAdd(op.dim(), c.input(1), g))
                .rule(Indexing.IndexAdd.class, Saved.inputs(1), (op, c) -> {
                    c.give(0, c::gradient);
                    c.give(2, () -> c.gradient().indexSelect(op.dim(), c.input(1)));
                })
                .one(Indexing.MaskedFill.class, Saved.inputs(1), (op, g, c) -> g.maskedFill(c.input(1), 0));
    }

    private static Tensor shaped(Tensor g, Gradients c) {
        return g.reshape(c.inputSpec(0).shape().toArray());
    }

    private static int[] inverse(Dims dims) {
        var inverse = new int[dims.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[dims.at(i)] = i;
        }
        return inverse;
    }

    /** Adds zeros around the gradient, and between its elements if the slice has a step. */
    private static Tensor sliced(View.Slice op, Tensor g, Gradients c) {
        var shape = c.inputSpec(0).shape();
        var apart = Edges.apart(g, op.dim(), op.step());
        var before = new int[shape.rank()];
        var after = new int[shape.rank()];
        before[op.dim()] = Math.toIntExact(op.start());
        after[op.dim()] = Math.toIntExact(
                shape.size(op.dim()) - op.start() - apart.shape().size(op.dim()));
        return apart.pad(Dims.of(before), Dims.of(after), 0);
    }

    /** Removes constant padding. Elements that were copied to the padding receive the sum of their gradients. */
    private static Tensor padded(Rearrange.Pad op, Tensor g, Gradients c) {
        if (op.mode() == Rearrange.PadMode.CONSTANT) {
            return g.pad(negative(op.before()), negative(op.after()), 0);
        }
        var x = c.inputSpec(0);
        var sum = g;
        for (int dim = 0; dim < op.before().size(); dim++) {
            if (op.before().at(dim) != 0 || op.after().at(dim) != 0) {
                var inner = sum.spec().with(sum.shape().with(dim, x.shape().size(dim)));
                sum = Tensor.zeros(inner).indexAdd(dim, Edges.sources(op, dim, x), sum);
            }
        }
        return sum;
    }

    private static Dims negative(Dims dims) {
        var negative = dims.toArray();
        for (int i = 0; i < negative.length; i++) {
            negative[i] = -negative[i];
        }
        return Dims.of(negative);
    }

    private static Tensor repeated(Rearrange.Repeat op, Tensor g, Gradients c) {
        var shape = c.inputSpec(0).shape();
        var sizes = new long[shape.rank() * 2];
        var over = new int[shape.rank()];
        for (int i = 0; i < over.length; i++) {
            sizes[2 * i] = op.repeats().at(i);
            sizes[2 * i + 1] = shape.size(i);
            over[i] = 2 * i;
        }
        return over.length == 0 ? g : g.reshape(sizes).sum(over);
    }
}
