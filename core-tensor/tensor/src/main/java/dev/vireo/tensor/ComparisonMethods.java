package dev.vireo.tensor;

import dev.vireo.tensor.internal.argument.ScalarTensors;
import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.Unary;

/** Elementwise comparisons and logical functions. Results are bool. */
public sealed interface ComparisonMethods permits Tensor {
    /** This tensor. */
    Tensor self();

    /** Returns {@code this == other}; broadcasts. */
    default Tensor eq(Tensor other) {
        return Dispatcher.one(Comparison.EQ, self(), other);
    }

    /** Returns {@code this == other} for one number. */
    default Tensor eq(double other) {
        return eq(ScalarTensors.like(self(), other));
    }

    /** Returns {@code this != other}; broadcasts. */
    default Tensor ne(Tensor other) {
        return Dispatcher.one(Comparison.NE, self(), other);
    }

    /** Returns {@code this != other} for one number. */
    default Tensor ne(double other) {
        return ne(ScalarTensors.like(self(), other));
    }

    /** Returns {@code this < other}; broadcasts. */
    default Tensor lt(Tensor other) {
        return Dispatcher.one(Comparison.LT, self(), other);
    }

    /** Returns {@code this < other} for one number. */
    default Tensor lt(double other) {
        return lt(ScalarTensors.like(self(), other));
    }

    /** Returns {@code this <= other}; broadcasts. */
    default Tensor le(Tensor other) {
        return Dispatcher.one(Comparison.LE, self(), other);
    }

    /** Returns {@code this <= other} for one number. */
    default Tensor le(double other) {
        return le(ScalarTensors.like(self(), other));
    }

    /** Returns {@code this > other}; broadcasts. */
    default Tensor gt(Tensor other) {
        return Dispatcher.one(Comparison.GT, self(), other);
    }

    /** Returns {@code this > other} for one number. */
    default Tensor gt(double other) {
        return gt(ScalarTensors.like(self(), other));
    }

    /** Returns {@code this >= other}; broadcasts. */
    default Tensor ge(Tensor other) {
        return Dispatcher.one(Comparison.GE, self(), other);
    }

    /** Returns {@code this >= other} for one number. */
    default Tensor ge(double other) {
        return ge(ScalarTensors.like(self(), other));
    }

    /** Logical and; broadcasts. An element counts as true if it is not 0. */
    default Tensor logicalAnd(Tensor other) {
        return Dispatcher.one(Comparison.LOGICAL_AND, self(), other);
    }

    /** Logical or; broadcasts. An element counts as true if it is not 0. */
    default Tensor logicalOr(Tensor other) {
        return Dispatcher.one(Comparison.LOGICAL_OR, self(), other);
    }

    /** Logical exclusive or; broadcasts. An element counts as true if it is not 0. */
    default Tensor logicalXor(Tensor other) {
        return Dispatcher.one(Comparison.LOGICAL_XOR, self(), other);
    }

    /** Logical not: true where an element is 0 or false. */
    default Tensor logicalNot() {
        return Dispatcher.one(Unary.LOGICAL_NOT, self());
    }

    /** Whether an element is NaN. */
    default Tensor isNaN() {
        return Dispatcher.one(Unary.IS_NAN, self());
    }

    /** Whether an element is infinite. */
    default Tensor isInf() {
        return Dispatcher.one(Unary.IS_INF, self());
    }

    /** Whether an element is neither NaN nor infinite. */
    default Tensor isFinite() {
        return Dispatcher.one(Unary.IS_FINITE, self());
    }
}
