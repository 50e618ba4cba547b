package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.part.Edges;
import dev.vireo.tensor.internal.decomposition.part.NumberTensors;
import dev.vireo.tensor.internal.decomposition.part.SlidingWindows;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Rearrange;

/** Decomposes operations that copy elements to new places: to concatenated slices, or to indexing. */
final class RearrangeDecompositions {
    private RearrangeDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("rearrange")
                .one(Rearrange.Stack.class, (op, in) -> {
                    var layers = new Tensor[in.length];
                    for (int i = 0; i < in.length; i++) {
                        layers[i] = in[i].unsqueeze(op.dim());
                    }
                    return Tensor.concat(op.dim(), layers);
                })
                .one(Rearrange.Pad.class, RearrangeDecompositions::pad)
                .one(Rearrange.Flip.class, (op, in) -> {
                    var x = in[0];
                    for (int dim : op.dims().toArray()) {
                        long size = x.shape().size(dim);
                        x = x.indexSelect(dim, NumberTensors.range(x, size - 1, -1, size));
                    }
                    return x;
                })
                .one(Rearrange.Roll.class, (op, in) -> {
                    var x = in[0];
                    for (int i = 0; i < op.dims().size(); i++) {
                        x = rolled(x, op.shifts().at(i), op.dims().at(i));
                    }
                    return x;
                })
                .one(Rearrange.Repeat.class, RearrangeDecompositions::repeat)
                .one(Rearrange.RepeatInterleave.class, (op, in) -> {
                    var shape = in[0].shape();
                    return in[0].unsqueeze(op.dim() + 1)
                            .expand(shape.insert(op.dim() + 1, op.repeats()).toArray())
                            .reshape(shape.with(op.dim(), shape.size(op.dim()) * op.repeats())
                                    .toArray());
                })
                .one(
                        Rearrange.Tril.class,
                        (op, in) -> masked(in[0], diagonals(in[0]).le(op.diagonal())))
                .one(
                        Rearrange.Triu.class,
                        (op, in) -> masked(in[0], diagonals(in[0]).ge(op.diagonal())))
                .one(Rearrange.Diagonal.class, RearrangeDecompositions::diagonal)
                .one(
                        Rearrange.Unfold.class,
                        (op, in) -> SlidingWindows.of(op, in[0].shape()).columns(in[0]))
                .build();
    }

    private static Tensor pad(Rearrange.Pad op, Tensor[] in) {
        var x = in[0];
        for (int dim = 0; dim < op.before().size(); dim++) {
            int before = op.before().at(dim);
            int after = op.after().at(dim);
            if (before == 0 && after == 0) {
                continue;
            }
            x = op.mode() == Rearrange.PadMode.CONSTANT
                    ? Edges.constant(x, dim, before, after, op.value())
                    : x.indexSelect(dim, Edges.sources(op, dim, x.spec()));
        }
        return x;
    }

    private static Tensor rolled(Tensor x, int shift, int dim) {
        long size = x.shape().size(dim);
        long cut = size == 0 ? 0 : Math.floorMod(-shift, size);
        return cut == 0 ? x : Tensor.concat(dim, x.slice(dim, cut, size), x.slice(dim, 0, cut));
    }

    /** Expands a new dimension of size 1 before each dimension. */
    private static Tensor repeat(Rearrange.Repeat op, Tensor[] in) {
        int rank = in[0].shape().rank();
        var split = new long[2 * rank];
        var expanded = new long[2 * rank];
        var joined = new long[rank];
        for (int i = 0; i < rank; i++) {
            long size = in[0].shape().size(i);
            split[2 * i] = 1;
            split[2 * i + 1] = size;
            expanded[2 * i] = op.repeats().at(i);
            expanded[2 * i + 1] = size;
            joined[i] = size * op.repeats().at(i);
        }
        return in[0].reshape(split).expand(expanded).reshape(joined);
    }

    /** The diagonal that each element of the last two dimensions belongs to: column minus row. */
    private static Tensor diagonals(Tensor x) {
        var rows = NumberTensors.range(x, x.shape().size(-2)).unsqueeze(1);
        return NumberTensors.range(x, x.shape().size(-1)).sub(rows);
    }

    private static Tensor masked(Tensor x, Tensor kept) {
        return Tensor.where(kept, x, NumberTensors.like(x, 0));
    }

    /** Steps along a diagonal: each element is one row and one column after the previous one. */
    private static Tensor diagonal(Rearrange.Diagonal op, Tensor[] in) {
        var shape = in[0].shape();
        long rows = shape.size(-2);
        long columns = shape.size(-1);
        long first = op.offset() >= 0 ? op.offset() : -op.offset() * columns;
        long length = Math.max(
                0, op.offset() >= 0 ? Math.min(rows, columns - op.offset()) : Math.min(rows + op.offset(), columns));
        var flat = in[0].reshape(shape.slice(0, shape.rank() - 2)
                .concat(Shape.of(rows * columns))
                .toArray());
        return length == 0
                ? flat.slice(-1, 0, 0)
                : flat.slice(-1, first, first + (length - 1) * (columns + 1) + 1, columns + 1);
    }
}
