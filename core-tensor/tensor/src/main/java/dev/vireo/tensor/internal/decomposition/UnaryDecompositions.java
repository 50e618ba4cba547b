package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.part.NumberTensors;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Unary;
import java.util.function.UnaryOperator;

/** Decomposes mathematical functions by identities that avoid cancellation and overflow. */
final class UnaryDecompositions {
    private static final double LN_2 = Math.log(2);

    private UnaryDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        var table = new DecompositionTable("unary")
                .unary(Unary.ABS, UnaryDecompositions::abs)
                .unary(Unary.SIGN, UnaryDecompositions::sign)
                .unary(Unary.SQUARE, x -> x.mul(x))
                .unary(Unary.RSQRT, x -> x.sqrt().reciprocal())
                .unary(Unary.RECIPROCAL, x -> NumberTensors.like(x, 1).div(x))
                .unary(Unary.EXPM1, x -> x.mul(0.5).tanh().mul(x.exp().add(1)))
                .unary(Unary.LOG1P, UnaryDecompositions::log1p)
                .unary(Unary.LOG2, x -> x.log().div(LN_2))
                .unary(Unary.TAN, x -> x.sin().div(x.cos()));
        inverse(table);
        rounding(table);
        return table.build();
    }

    private static void inverse(DecompositionTable table) {
        table.unary(Unary.ASIN, x -> x.div(oneMinus(x).mul(onePlus(x)).sqrt()).atan())
                .unary(
                        Unary.ACOS,
                        x -> oneMinus(x).div(onePlus(x)).sqrt().atan().mul(2))
                .unary(Unary.SINH, x -> x.mul(0.5).tanh().mul(onePlus(x.cosh())))
                .unary(Unary.COSH, x -> halfExp(x).add(halfExp(x.neg())));
    }

    private static void rounding(DecompositionTable table) {
        table.unary(Unary.CEIL, unlessWhole(x -> x.neg().floor().neg()))
                .unary(Unary.TRUNC, unlessWhole(x -> Tensor.where(x.lt(0), x.ceil(), x.floor())))
                .unary(Unary.ROUND, unlessWhole(UnaryDecompositions::round))
                .one(Unary.IS_NAN, (op, in) -> in[0].ne(in[0]))
                .one(
                        Unary.IS_INF,
                        (op, in) ->
                                in[0].dtype().isFloating() ? in[0].abs().eq(Double.POSITIVE_INFINITY) : in[0].ne(in[0]))
                .one(
                        Unary.IS_FINITE,
                        (op, in) ->
                                in[0].dtype().isFloating() ? in[0].sub(in[0]).eq(0) : in[0].eq(in[0]));
    }

    private static Tensor abs(Tensor x) {
        boolean negative = x.dtype() != DType.BOOL && x.dtype() != DType.UINT8;
        return negative ? Tensor.where(x.gt(0), x, NumberTensors.like(x, 0).sub(x)) : x;
    }

    private static Tensor sign(Tensor x) {
        if (x.dtype() == DType.BOOL) {
            return x;
        }
        return x.gt(0).to(x.dtype()).sub(x.lt(0).to(x.dtype()));
    }

    /** Corrects the rounding error of 1 + x (Kahan; Goldberg, 1991, theorem 4). */
    private static Tensor log1p(Tensor x) {
        var rounded = x.add(1);
        var step = rounded.sub(1);
        var exact = step.eq(x);
        var lost = step.eq(0);
        var divisor = Tensor.where(exact.logicalOr(lost), NumberTensors.like(x, 1), step);
        var corrected = rounded.log().mul(x.div(divisor));
        return Tensor.where(exact, rounded.log(), Tensor.where(lost, x, corrected));
    }

    /** Computes e^x / 2 without overflow where only e^x overflows. */
    private static Tensor halfExp(Tensor x) {
        var root = x.mul(0.5).exp();
        return root.mul(0.5).mul(root);
    }

    /** Rounds down, then up again if the fraction was more than a half, or a half after an odd number. */
    private static Tensor round(Tensor x) {
        var down = x.floor();
        var rest = x.sub(down);
        var odd = down.mul(0.5).floor().mul(2).ne(down);
        var up = rest.gt(0.5).logicalOr(rest.eq(0.5).logicalAnd(odd));
        return Tensor.where(up, down.add(1), down);
    }

    private static UnaryOperator<Tensor> unlessWhole(UnaryOperator<Tensor> rounding) {
        return x -> x.dtype().isFloating() ? rounding.apply(x) : x;
    }

    private static Tensor oneMinus(Tensor x) {
        return x.neg().add(1);
    }

    private static Tensor onePlus(Tensor x) {
        return x.add(1);
    }
}
