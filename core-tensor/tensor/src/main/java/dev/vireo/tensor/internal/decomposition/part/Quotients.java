package dev.vireo.tensor.internal.decomposition.part;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.engine.ZeroDivisor;
import dev.vireo.tensor.op.Binary;

/** Computes quotients rounded down, and remainders. */
public final class Quotients {
    /** 2^27 + 1: splits a float64 into two halves whose products are exact. */
    private static final double HALVES = 134217729;

    private Quotients() {}

    /** Returns floor(a / b). */
    public static Tensor floorDivide(Tensor a, Tensor b) {
        if (!a.dtype().isFloating()) {
            refuseZero(Binary.FLOOR_DIVIDE, b);
            return whole(a, b);
        }
        var dividend = a.to(DType.FLOAT64);
        var divisor = b.to(DType.FLOAT64);
        var quotient = dividend.div(divisor).floor().add(dividend.mul(0)); // an infinite dividend gives NaN
        var tooLarge = wrongSign(rest(dividend, divisor, quotient), divisor);
        return Tensor.where(tooLarge, quotient.sub(1), quotient).to(a.dtype());
    }

    /** Returns a - floor(a / b) b. */
    public static Tensor remainder(Tensor a, Tensor b) {
        if (!a.dtype().isFloating()) {
            refuseZero(Binary.REMAINDER, b);
            return a.sub(whole(a, b).mul(b));
        }
        var dividend = a.to(DType.FLOAT64);
        var divisor = b.to(DType.FLOAT64);
        var rest = rest(dividend, divisor, dividend.div(divisor).floor());
        var within = Tensor.where(wrongSign(rest, divisor), rest.add(divisor), rest);
        var same = a.lt(0).eq(b.lt(0)).logicalOr(a.eq(0));
        var endless = b.isInf().logicalAnd(a.isFinite());
        return Tensor.where(endless, Tensor.where(same, a, b).to(DType.FLOAT64), within)
                .to(a.dtype());
    }

    private static void refuseZero(Binary op, Tensor divisor) {
        if (!divisor.device().isMeta() && divisor.logicalNot().sum().item() > 0) {
            throw ZeroDivisor.of(op);
        }
    }

    /** Computes a - quotient b, corrected by the rounding error of the product (Dekker, 1971). */
    private static Tensor rest(Tensor a, Tensor b, Tensor quotient) {
        var product = quotient.mul(b);
        var q = high(quotient);
        var qRest = quotient.sub(q);
        var d = high(b);
        var dRest = b.sub(d);
        var error = q.mul(d).sub(product).add(q.mul(dRest)).add(qRest.mul(d)).add(qRest.mul(dRest));
        return a.sub(product).sub(Tensor.where(error.isFinite(), error, NumberTensors.like(error, 0)));
    }

    private static Tensor high(Tensor x) {
        var scaled = x.mul(HALVES);
        return scaled.sub(scaled.sub(x));
    }

    /** Whether a quotient was rounded away from the exact one: the remainder has the wrong sign. */
    private static Tensor wrongSign(Tensor rest, Tensor divisor) {
        return rest.mul(divisor.sign()).lt(0);
    }

    private static Tensor whole(Tensor a, Tensor b) {
        var quotient = rounded(a, b);
        return a.dtype() == DType.INT64 ? corrected(a, b, quotient) : quotient;
    }

    /**
     * Corrects a quotient computed in float64, which has only 53 bits: divides the remainder again. The sum is off by
     * at most 1.
     */
    private static Tensor corrected(Tensor a, Tensor b, Tensor estimate) {
        var quotient = estimate.add(rounded(a.sub(estimate.mul(b)), b));
        var rest = a.sub(quotient.mul(b));
        var up = b.gt(0);
        var tooLarge = rest.lt(0).eq(up).logicalAnd(rest.ne(0));
        var tooSmall = Tensor.where(up, rest.ge(b), rest.le(b));
        return quotient.sub(tooLarge.to(DType.INT64)).add(tooSmall.to(DType.INT64));
    }

    /**
     * Rounds in int64, from which narrower types wrap around. A direct cast of values out of range would depend on the
     * processor.
     */
    private static Tensor rounded(Tensor a, Tensor b) {
        var quotient = a.to(DType.FLOAT64).div(b.to(DType.FLOAT64)).floor();
        return quotient.to(DType.INT64).to(a.dtype());
    }
}
