package dev.vireo.tensor.internal.gradient;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.engine.FusedGradient.Saved;
import dev.vireo.tensor.internal.decomposition.part.NumberTensors;
import dev.vireo.tensor.op.*;

/** Gradients of elementwise operations. */
final class ElementwiseGradients {
    private static final double LN_2 = Math.log(2);
    private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
    private static final double ONE_OVER_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);
    private static final double SELU_SCALE = 1.0507009873554804934193349852946;
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;

    private ElementwiseGradients() {}

    static OpTable<GradientRule<?>> table() {
        var table = new GradientTable("elementwise")
                .none(Comparison.values())
                .none(Unary.SIGN, Unary.FLOOR, Unary.CEIL, Unary.ROUND, Unary.TRUNC, Unary.LOGICAL_NOT)
                .none(Unary.IS_NAN, Unary.IS_INF, Unary.IS_FINITE, Binary.FLOOR_DIVIDE);
        unary(table);
        activations(table);
        binary(table);
        return table.build();
    }

    private static void unary(GradientTable table) {
        table.rule(
                        Unary.NEG,
                        Saved.NOTHING,
                        (op, c) -> c.give(0, () -> c.gradient().neg()))
                .ofInput(Unary.ABS, (g, x) -> g.mul(x.sign()))
                .ofInput(Unary.SQUARE, (g, x) -> g.mul(x.mul(2)))
                .ofResult(Unary.SQRT, (g, y) -> g.div(y.mul(2)))
                .ofResult(Unary.RSQRT, (g, y) -> g.mul(y.mul(y).mul(y)).mul(-0.5))
                .ofResult(Unary.RECIPROCAL, (g, y) -> g.mul(y.square()).neg())
                .ofResult(Unary.EXP, Tensor::mul)
                .ofResult(Unary.EXPM1, (g, y) -> g.mul(y.add(1)))
                .ofInput(Unary.LOG, Tensor::div)
                .ofInput(Unary.LOG1P, (g, x) -> g.div(x.add(1)))
                .ofInput(Unary.LOG2, (g, x) -> g.div(x.mul(LN_2)))
                .ofInput(Unary.SIN, (g, x) -> g.mul(x.cos()))
                .ofInput(Unary.COS, (g, x) -> g.mul(x.sin()).neg())
                .ofResult(Unary.TAN, (g, y) -> g.mul(y.square().add(1)))
                .ofInput(Unary.ASIN, (g, x) -> g.mul(oneMinusSquare(x).rsqrt()))
                .ofInput(Unary.ACOS, (g, x) -> g.mul(oneMinusSquare(x).rsqrt()).neg())
                .ofInput(Unary.ATAN, (g, x) -> g.div(x.square().add(1)))
                .ofInput(Unary.SINH, (g, x) -> g.mul(x.cosh()))
                .ofInput(Unary.COSH, (g, x) -> g.mul(x.sinh()))
                .ofResult(Unary.TANH, (g, y) -> g.mul(oneMinusSquare(y)))
                .ofInput(Unary.ERF, (g, x) -> g.mul(x.square().neg().exp()).mul(TWO_OVER_SQRT_PI));
    }

    private static void activations(GradientTable table) {
        table.ofResult(Unary.SIGMOID, (g, y) -> g.mul(y.mul(y.neg().add(1))))
                .ofResult(Unary.RELU, (g, y) -> g.maskedFill(y.le(0), 0))
                .ofInput(Unary.SILU, (g, x) -> {
                    var s = x.sigmoid();
                    return g.mul(s.mul(x.mul(s.neg().add(1)).add(1)));
                })
                .ofInput(Unary.MISH, (g, x) -> {
                    var t = x.softplus(1).tanh();
                    return g.mul(t.add(x.mul(x.sigmoid()).mul(oneMinusSquare(t))));
                })
                .ofInput(Unary.HARD_SIGMOID, (g, x) -> g.mul(between(x, -3, 3)).div(6))
                .ofInput(Unary.HARD_SWISH, (g, x) -> {
                    var middle = g.mul(x.div(3).add(0.5));
                    return Tensor.where(x.lt(-3), NumberTensors.like(g, 0), Tensor.where(x.le(3), middle, g));
                })
                .ofInput(
                        Unary.SELU,
                        (g, x) -> Tensor.where(
                                x.gt(0),
                                g.mul(SELU_SCALE),
                                g.mul(x.minimum(0).exp()).mul(SELU_SCALE * SELU_ALPHA)))
                .ofInput(Unary.LOG_SIGMOID, (g, x) -> g.mul(x.neg().sigmoid()))
                .ofInput(Unary.SOFTSIGN, (g, x) -> g.div(x.abs().add(1).square()))
                .one(
                        Activation.Gelu.class,
                        Saved.INPUTS,
                        (op, g, c) -> g.mul(op.tanh() ? geluTanhSlope(c.input(0)) : geluSlope(c.input(0))))
                .one(
                        Activation.LeakyRelu.class,
                        Saved.INPUTS,
                        (op, g, c) -> Tensor.where(c.input(0).gt(0), g, g.mul(op.negativeSlope())))
                .one(Activation.Elu.class, Saved.INPUTS, (op, g, c) -> {
                    var x = c.input(0);
                    return Tensor.where(x.gt(0), g, g.mul(x.minimum(0).exp()).mul(op.alpha()));
                })
                .one(Activation.Softplus.class, Saved.INPUTS, (op, g, c) -> {
                    var scaled = c.input(0).mul(op.beta());
                    return Tensor.where(scaled.gt(op.threshold()), g, g.mul(scaled.sigmoid()));
                })
                .one(Activation.Clamp.class, Saved.INPUTS, (op, g, c) -> {
                    var x = c.input(0);
                    return g.mul(x.ge(op.min()).logicalAnd(x.le(op.max())));
                })
                .one(Activation.Softmax.class, Saved.OUTPUTS, (op, g, c) -> {
                    var gy = g.mul(c.output(0));
                    return gy.sub(c.output(0).mul(gy.sum(Dims.of(op.dim()), true)));
                })
                .one(
                        Activation.LogSoftmax.class,
                        Saved.OUTPUTS,
                        (op, g, c) -> g.sub(c.output(0).exp().mul(g.sum(Dims.of(op.dim()), true))));
    }

    private static void binary(GradientTable table) {
        table.rule(Binary.ADD, Saved.NOTHING, (op, c) -> {
                    c.give(0, c::gradient);
                    c.give(1, c::gradient);
                })
                .rule(Binary.SUB, Saved.NOTHING, (op, c) -> {
                    c.give(0, c::gradient);
                    c.give(1, () -> c.gradient().neg());
                })
                .rule(Binary.MUL, Saved.INPUTS, (op, c) -> {
                    c.give(0, () -> c.gradient().mul(c.input(1)));
                    c.give(1, () -> c.gradient().mul(c.input(0)));
                })
                .rule(Binary.DIV, Saved.INPUTS, (op, c) -> {
                    c.give(0, () -> c.gradient().div(c.input(1)));
                    c.give(
                            1,
                            () -> c.gradient()
                                    .mul(c.input(0))
                                    .div(c.input(1).square())
                                    .neg());
                })
                .rule(Binary.REMAINDER, Saved.INPUTS, (op, c) -> {
                    c.give(0, c::gradient);
                    c.give(
                            1,
                            () -> c.gradient()
                                    .mul(c.input(0).div(c.input(1)).floor())
                                    .neg());
                })
                .rule(Binary.POW, Saved.INPUTS.and(Saved.OUTPUTS), (op, c) -> {
                    c.give(0, () -> powBase(c.gradient(), c.input(0), c.input(1)));
                    c.give(1, () -> powExponent(c.gradient(), c.input(0), c.input(1), c.output(0)));
                })
                .rule(Binary.MAXIMUM, Saved.INPUTS, (op, c) -> {
                    c.give(0, () -> c.gradient().mul(wins(c.input(0), c.input(1))));
                    c.give(1, () -> c.gradient().mul(wins(c.input(1), c.input(0))));
                })
                .rule(Binary.MINIMUM, Saved.INPUTS, (op, c) -> {
                    c.give(
                            0,
                            () -> c.gradient()
                                    .mul(wins(c.input(0).neg(), c.input(1).neg())));
                    c.give(
                            1,
                            () -> c.gradient()
                                    .mul(wins(c.input(1).neg(), c.input(0).neg())));
                })
                .rule(Binary.ATAN2, Saved.INPUTS, (op, c) -> {
                    c.give(0, () -> c.gradient().mul(c.input(1)).div(squares(c)));
                    c.give(1, () -> c.gradient().mul(c.input(0)).div(squares(c)).neg());
                })
                .rule(Ternary.WHERE, Saved.inputs(0), (op, c) -> {
                    c.give(1, () -> Tensor.where(c.input(0), c.gradient(), NumberTensors.like(c.gradient(), 0)));
                    c.give(2, () -> Tensor.where(c.input(0), NumberTensors.like(c.gradient(), 0), c.gradient()));
                })
                .rule(Ternary.LERP, Saved.INPUTS, (op, c) -> {
                    c.give(0, () -> c.gradient().mul(c.input(2).neg().add(1)));
                    c.give(1, () -> c.gradient().mul(c.input(2)));
                    c.give(2, () -> c.gradient().mul(c.input(1).sub(c.input(0))));
                });
    }

    private static Tensor oneMinusSquare(Tensor x) {
        return x.square().neg().add(1);
    }

    private static Tensor between(Tensor x, double low, double high) {
        return x.gt(low).logicalAnd(x.lt(high));
    }

    private static Tensor geluSlope(Tensor x) {
        var cdf = x.mul(1 / Math.sqrt(2)).erf().add(1).mul(0.5);
        var density = x.square().mul(-0.5).exp().mul(ONE_OVER_SQRT_2PI);
        return cdf.add(x.mul(density));
    }

    private static Tensor geluTanhSlope(Tensor x) {
        double k = Math.sqrt(2 / Math.PI);
        var square = x.square();
        var t = x.mul(k).mul(square.mul(0.044715).add(1)).tanh();
        var inner = square.mul(3 * 0.044715).add(1).mul(k);
        return t.add(1).mul(0.5).add(x.mul(0.5).mul(oneMinusSquare(t)).mul(inner));
    }

    /** The gradient of the base. Where the exponent is 0 the power is constant. */
    private static Tensor powBase(Tensor g, Tensor base, Tensor exponent) {
        var slope = g.mul(exponent.mul(base.pow(exponent.sub(1))));
        return Tensor.where(exponent.eq(0), NumberTensors.like(g, 0), slope);
    }

    /** The gradient of the exponent. Where the base is 0 and the exponent is not negative, the power is constant. */
    private static Tensor powExponent(Tensor g, Tensor base, Tensor exponent, Tensor power) {
        var flat = base.eq(0).logicalAnd(exponent.ge(0));
        var safe = Tensor.where(flat, NumberTensors.like(base, 1), base);
        return Tensor.where(flat, NumberTensors.like(g, 0), g.mul(power).mul(safe.log()));
    }

    /** The share of a's gradient: 1 where a is larger, 0.5 where both are equal. */
    private static Tensor wins(Tensor a, Tensor b) {
        return a.gt(b).to(a.dtype()).add(a.eq(b).to(a.dtype()).mul(0.5));
    }

    private static Tensor squares(Gradients c) {
        return c.input(0).square().add(c.input(1).square());
    }
}
