package dev.vireo.tensor;

import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.internal.argument.ScalarTensors;
import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.internal.transfer.Crossing;
import dev.vireo.tensor.op.Activation;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Ternary;
import dev.vireo.tensor.op.Unary;

/** Elementwise arithmetic: {@code [...] -> [...]}. Operands are cast to their common type. */
public sealed interface ElementwiseMethods permits Tensor {
    /** This tensor. */
    Tensor self();

    /** The sum {@code this + other}; broadcasts. */
    default Tensor add(Tensor other) {
        return Dispatcher.one(Binary.ADD, self(), other);
    }

    /** As {@link #add(Tensor)} with one number for all elements. */
    default Tensor add(double other) {
        return add(ScalarTensors.like(self(), other));
    }

    /** The difference {@code this - other}; broadcasts. */
    default Tensor sub(Tensor other) {
        return Dispatcher.one(Binary.SUB, self(), other);
    }

    /** As {@link #sub(Tensor)} with one number for all elements. */
    default Tensor sub(double other) {
        return sub(ScalarTensors.like(self(), other));
    }

    /** The elementwise product {@code this * other}; broadcasts. */
    default Tensor mul(Tensor other) {
        return Dispatcher.one(Binary.MUL, self(), other);
    }

    /** As {@link #mul(Tensor)} with one number for all elements. */
    default Tensor mul(double other) {
        return mul(ScalarTensors.like(self(), other));
    }

    /** The quotient {@code this / other}; broadcasts. Integral types give float32. */
    default Tensor div(Tensor other) {
        return Dispatcher.one(Binary.DIV, self(), other);
    }

    /** As {@link #div(Tensor)} with one number for all elements. */
    default Tensor div(double other) {
        return div(ScalarTensors.like(self(), other));
    }

    /** This to the power of {@code other}; broadcasts. */
    default Tensor pow(Tensor other) {
        return Dispatcher.one(Binary.POW, self(), other);
    }

    /** As {@link #pow(Tensor)} with one number for all elements. */
    default Tensor pow(double other) {
        return pow(ScalarTensors.like(self(), other));
    }

    /** The remainder a - floor(a / b) b, with the divisor's sign; broadcasts. */
    default Tensor remainder(Tensor other) {
        return Dispatcher.one(Binary.REMAINDER, self(), other);
    }

    /** As {@link #remainder(Tensor)} with one number for all elements. */
    default Tensor remainder(double other) {
        return remainder(ScalarTensors.like(self(), other));
    }

    /** The quotient rounded down, floor(a / b); broadcasts. */
    default Tensor floorDivide(Tensor other) {
        return Dispatcher.one(Binary.FLOOR_DIVIDE, self(), other);
    }

    /** As {@link #floorDivide(Tensor)} with one number for all elements. */
    default Tensor floorDivide(double other) {
        return floorDivide(ScalarTensors.like(self(), other));
    }

    /** The elementwise maximum; broadcasts. NaN propagates. */
    default Tensor maximum(Tensor other) {
        return Dispatcher.one(Binary.MAXIMUM, self(), other);
    }

    /** As {@link #maximum(Tensor)} with one number for all elements. */
    default Tensor maximum(double other) {
        return maximum(ScalarTensors.like(self(), other));
    }

    /** The elementwise minimum; broadcasts. NaN propagates. */
    default Tensor minimum(Tensor other) {
        return Dispatcher.one(Binary.MINIMUM, self(), other);
    }

    /** As {@link #minimum(Tensor)} with one number for all elements. */
    default Tensor minimum(double other) {
        return minimum(ScalarTensors.like(self(), other));
    }

    /** The angle of the point (other, this), from -pi to pi; broadcasts. */
    default Tensor atan2(Tensor other) {
        return Dispatcher.one(Binary.ATAN2, self(), other);
    }

    /** Interpolates linearly: this + weight (end - this); broadcasts. */
    default Tensor lerp(Tensor end, Tensor weight) {
        return Dispatcher.one(Ternary.LERP, self(), end, weight);
    }

    /** Limits all elements to a range; either bound may be infinite. */
    default Tensor clamp(double min, double max) {
        return Dispatcher.one(new Activation.Clamp(min, max), self());
    }

    /** Casts to another type; returns this tensor if it already has the type. */
    default Tensor to(DType dtype) {
        return self().dtype() == dtype ? self() : Dispatcher.one(new Conversion.Cast(dtype), self());
    }

    /** Copies to another device; returns this tensor if it is already there. */
    default Tensor to(Device device) {
        return self().device().equals(device) ? self() : Dispatcher.one(new Conversion.ToDevice(device), self());
    }

    /**
     * Copies to another engine of this process, through Java memory, to that engine's default device. Returns this
     * tensor if it already belongs to the engine. Gradients flow back to this tensor's engine and device.
     *
     * @throws DTypeException if the engine does not support the type
     * @throws DeviceException if the tensor is on meta
     */
    default Tensor to(Engine engine) {
        return Crossing.to(engine, self());
    }

    /**
     * A tensor filled with one value, of this tensor's type and on its device and engine, as PyTorch's {@code
     * new_full}.
     */
    default Tensor newFull(Shape shape, double value) {
        return Engines.with(self().engine(), () -> Tensor.full(self().spec().with(shape), value));
    }

    /** The negative. */
    default Tensor neg() {
        return Dispatcher.one(Unary.NEG, self());
    }

    /** The absolute value. */
    default Tensor abs() {
        return Dispatcher.one(Unary.ABS, self());
    }

    /** The sign: -1, 0 or 1, and 0 for NaN. */
    default Tensor sign() {
        return Dispatcher.one(Unary.SIGN, self());
    }

    /** The square. */
    default Tensor square() {
        return Dispatcher.one(Unary.SQUARE, self());
    }

    /** The square root. */
    default Tensor sqrt() {
        return Dispatcher.one(Unary.SQRT, self());
    }

    /** 1 / sqrt(x). */
    default Tensor rsqrt() {
        return Dispatcher.one(Unary.RSQRT, self());
    }

    /** 1 / x. */
    default Tensor reciprocal() {
        return Dispatcher.one(Unary.RECIPROCAL, self());
    }

    /** e^x. */
    default Tensor exp() {
        return Dispatcher.one(Unary.EXP, self());
    }

    /** e^x - 1, accurate near 0. */
    default Tensor expm1() {
        return Dispatcher.one(Unary.EXPM1, self());
    }

    /** The natural logarithm. */
    default Tensor log() {
        return Dispatcher.one(Unary.LOG, self());
    }

    /** log(1 + x), accurate near 0. */
    default Tensor log1p() {
        return Dispatcher.one(Unary.LOG1P, self());
    }

    /** The logarithm to base 2. */
    default Tensor log2() {
        return Dispatcher.one(Unary.LOG2, self());
    }

    /** The sine of an angle in radians. */
    default Tensor sin() {
        return Dispatcher.one(Unary.SIN, self());
    }

    /** The cosine of an angle in radians. */
    default Tensor cos() {
        return Dispatcher.one(Unary.COS, self());
    }

    /** The tangent of an angle in radians. */
    default Tensor tan() {
        return Dispatcher.one(Unary.TAN, self());
    }

    /** The arc sine in radians. */
    default Tensor asin() {
        return Dispatcher.one(Unary.ASIN, self());
    }

    /** The arc cosine in radians. */
    default Tensor acos() {
        return Dispatcher.one(Unary.ACOS, self());
    }

    /** The arc tangent in radians. */
    default Tensor atan() {
        return Dispatcher.one(Unary.ATAN, self());
    }

    /** The hyperbolic sine. */
    default Tensor sinh() {
        return Dispatcher.one(Unary.SINH, self());
    }

    /** The hyperbolic cosine. */
    default Tensor cosh() {
        return Dispatcher.one(Unary.COSH, self());
    }

    /** The hyperbolic tangent. */
    default Tensor tanh() {
        return Dispatcher.one(Unary.TANH, self());
    }

    /** The error function. */
    default Tensor erf() {
        return Dispatcher.one(Unary.ERF, self());
    }

    /** Rounds down to an integer. */
    default Tensor floor() {
        return Dispatcher.one(Unary.FLOOR, self());
    }

    /** Rounds up to an integer. */
    default Tensor ceil() {
        return Dispatcher.one(Unary.CEIL, self());
    }

    /** Rounds to the nearest integer, halves to even. */
    default Tensor round() {
        return Dispatcher.one(Unary.ROUND, self());
    }

    /** Rounds toward 0 to an integer. */
    default Tensor trunc() {
        return Dispatcher.one(Unary.TRUNC, self());
    }
}
