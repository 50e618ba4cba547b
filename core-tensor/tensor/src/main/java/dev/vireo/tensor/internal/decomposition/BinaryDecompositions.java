package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.part.NumberTensors;
import dev.vireo.tensor.internal.decomposition.part.Quotients;
import dev.vireo.tensor.internal.decomposition.part.Reversal;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Ternary;

/** Decomposes functions and comparisons of two tensors. */
final class BinaryDecompositions {
    private BinaryDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        var table = new DecompositionTable("binary")
                .binary(Binary.SUB, (a, b) -> a.add(b.neg()))
                .binary(
                        Binary.MINIMUM,
                        (a, b) -> Reversal.reversed(Reversal.reversed(a).maximum(Reversal.reversed(b))))
                .binary(Binary.FLOOR_DIVIDE, Quotients::floorDivide)
                .binary(Binary.REMAINDER, Quotients::remainder)
                .binary(Binary.ATAN2, BinaryDecompositions::atan2)
                .one(Ternary.LERP, HalfPrecision.wide((op, in) -> in[0].add(in[2].mul(in[1].sub(in[0])))));
        comparisons(table);
        return table.build();
    }

    private static void comparisons(DecompositionTable table) {
        table.one(Comparison.NE, (op, in) -> in[0].eq(in[1]).logicalNot())
                .one(Comparison.LE, (op, in) -> in[0].lt(in[1]).logicalOr(in[0].eq(in[1])))
                .one(Comparison.GT, (op, in) -> in[1].lt(in[0]))
                .one(Comparison.GE, (op, in) -> in[1].le(in[0]))
                .one(Comparison.LOGICAL_AND, (op, in) -> {
                    var a = truth(in[0]);
                    return Tensor.where(a, truth(in[1]), a);
                })
                .one(Comparison.LOGICAL_OR, (op, in) -> {
                    var a = truth(in[0]);
                    return Tensor.where(a, a, truth(in[1]));
                })
                .one(Comparison.LOGICAL_XOR, (op, in) -> truth(in[0]).ne(truth(in[1])));
    }

    private static Tensor truth(Tensor x) {
        return x.dtype() == DType.BOOL ? x : x.ne(0);
    }

    /**
     * Computes the angle in the right half plane and mirrors it where b is negative. Signs of zeros and infinities
     * matter.
     */
    private static Tensor atan2(Tensor a, Tensor b) {
        var corner = a.isInf().logicalAnd(b.isInf());
        var origin = a.eq(0).logicalAnd(b.eq(0));
        var y = Tensor.where(corner, a.sign(), a);
        var x = Tensor.where(corner.logicalOr(origin), NumberTensors.like(b, 1), b.abs());
        var right = y.div(x).atan();
        var pi = Tensor.where(negative(a), NumberTensors.like(a, -Math.PI), NumberTensors.like(a, Math.PI));
        return Tensor.where(negative(b), pi.sub(right), right);
    }

    /** Whether the sign bit is set: the reciprocal of -0 is minus infinity. */
    private static Tensor negative(Tensor x) {
        return x.lt(0).logicalOr(x.eq(0).logicalAnd(x.reciprocal().lt(0)));
    }
}
