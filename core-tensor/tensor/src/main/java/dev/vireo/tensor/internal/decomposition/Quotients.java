package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;

/** Whole quotients, rounded down, and what they leave. */
final class Quotients {
    private Quotients() {}

    static Tensor floorDivide(Tensor a, Tensor b) {
        if (!a.dtype().isFloating()) {
            return whole(a, b);
        }
        if (a.dtype() == DType.FLOAT32) { // products of two float32 are exact in float64
            return floored(a.to(DType.FLOAT64), b.to(DType.FLOAT64)).to(DType.FLOAT32);
        }
        return floored(a, b);
    }

    static Tensor remainder(Tensor a, Tensor b) {
        if (!a.dtype().isFloating()) {
            return a.sub(whole(a, b).mul(b));
        }
        return a.dtype() == DType.FLOAT32
                ? rest(a.to(DType.FLOAT64), b.to(DType.FLOAT64)).to(DType.FLOAT32)
                : rest(a, b);
    }

    /** Where the quotient was rounded up to a whole number, what it leaves has not the divisor's sign: one less then. */
    private static Tensor floored(Tensor a, Tensor b) {
        var quotient = a.div(b).floor();
        var rest = a.sub(quotient.mul(b));
        return Tensor.where(wrongSign(rest, b), quotient.sub(1), quotient);
    }

    private static Tensor rest(Tensor a, Tensor b) {
        var rest = a.sub(a.div(b).floor().mul(b));
        var within = Tensor.where(wrongSign(rest, b), rest.add(b), rest);
        var same = a.lt(0).eq(b.lt(0)).logicalOr(a.eq(0));
        var endless = b.isInf().logicalAnd(a.isFinite());
        return Tensor.where(endless, Tensor.where(same, a, b), within);
    }

    private static Tensor wrongSign(Tensor rest, Tensor divisor) {
        return rest.mul(divisor.sign()).lt(0);
    }

    /** A float64 quotient has 53 bits of the 64: what it leaves is divided again. */
    private static Tensor whole(Tensor a, Tensor b) {
        var quotient = rounded(a, b);
        for (int i = 0; i < (a.dtype() == DType.INT64 ? 2 : 0); i++) {
            quotient = quotient.add(rounded(a.sub(quotient.mul(b)), b));
        }
        return quotient;
    }

    private static Tensor rounded(Tensor a, Tensor b) {
        return a.to(DType.FLOAT64).div(b.to(DType.FLOAT64)).floor().to(a.dtype());
    }
}
