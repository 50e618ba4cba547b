package dev.vireo.tensor;

import dev.vireo.tensor.internal.argument.Constants;
import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.Unary;

/** Comparisons and logic, element by element; results are bool. */
public sealed interface ComparisonMethods permits Tensor {
    /** This tensor. */
    Tensor self();

    /** EQ; broadcasts. */
    default Tensor eq(Tensor other) {
        return Dispatcher.one(Comparison.EQ, self(), other);
    }

    /** EQ with one number. */
    default Tensor eq(double other) {
        return eq(Constants.like(self(), other));
    }

    /** NE; broadcasts. */
    default Tensor ne(Tensor other) {
        return Dispatcher.one(Comparison.NE, self(), other);
    }

    /** NE with one number. */
    default Tensor ne(double other) {
        return ne(Constants.like(self(), other));
    }

    /** LT; broadcasts. */
    default Tensor lt(Tensor other) {
        return Dispatcher.one(Comparison.LT, self(), other);
    }

    /** LT with one number. */
    default Tensor lt(double other) {
        return lt(Constants.like(self(), other));
    }

    /** LE; broadcasts. */
    default Tensor le(Tensor other) {
        return Dispatcher.one(Comparison.LE, self(), other);
    }

    /** LE with one number. */
    default Tensor le(double other) {
        return le(Constants.like(self(), other));
    }

    /** GT; broadcasts. */
    default Tensor gt(Tensor other) {
        return Dispatcher.one(Comparison.GT, self(), other);
    }

    /** GT with one number. */
    default Tensor gt(double other) {
        return gt(Constants.like(self(), other));
    }

    /** GE; broadcasts. */
    default Tensor ge(Tensor other) {
        return Dispatcher.one(Comparison.GE, self(), other);
    }

    /** GE with one number. */
    default Tensor ge(double other) {
        return ge(Constants.like(self(), other));
    }

    /** LOGICAL_AND; broadcasts; other types count as x != 0. */
    default Tensor logicalAnd(Tensor other) {
        return Dispatcher.one(Comparison.LOGICAL_AND, self(), other);
    }

    /** LOGICAL_OR; broadcasts; other types count as x != 0. */
    default Tensor logicalOr(Tensor other) {
        return Dispatcher.one(Comparison.LOGICAL_OR, self(), other);
    }

    /** LOGICAL_XOR; broadcasts; other types count as x != 0. */
    default Tensor logicalXor(Tensor other) {
        return Dispatcher.one(Comparison.LOGICAL_XOR, self(), other);
    }

    /** True where x is 0 or false. */
    default Tensor logicalNot() {
        return Dispatcher.one(Unary.LOGICAL_NOT, self());
    }

    /** True for NaN. */
    default Tensor isNaN() {
        return Dispatcher.one(Unary.IS_NAN, self());
    }

    /** True for both infinities. */
    default Tensor isInf() {
        return Dispatcher.one(Unary.IS_INF, self());
    }

    /** True for all but NaN and the infinities. */
    default Tensor isFinite() {
        return Dispatcher.one(Unary.IS_FINITE, self());
    }
}
