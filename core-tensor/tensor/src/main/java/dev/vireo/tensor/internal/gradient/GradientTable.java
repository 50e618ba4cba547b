package dev.vireo.tensor.internal.gradient;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.engine.FusedGradient.Saved;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;

/** Builds a table of gradient rules, keyed by operation. */
final class GradientTable {
    private final OpTable.Builder<GradientRule<?>> rows;

    GradientTable(String family) {
        rows = OpTable.named(family + " gradients");
    }

    /** Computes the derivative of a function of one tensor from its input or result. */
    @FunctionalInterface
    interface FromArgument {
        Tensor gradient(Tensor g, Tensor x);
    }

    /** Computes the gradient of the only input of an operation with attributes. */
    @FunctionalInterface
    interface WithAttributes<O extends Op> {
        Tensor gradient(O op, Tensor g, Gradients all);
    }

    /** Adds a rule that computes dy/dx from x. */
    <O extends Op> GradientTable ofInput(O op, FromArgument rule) {
        rows.row(op, row(Saved.INPUTS, g -> rule.gradient(g.gradient(), g.input(0))));
        return this;
    }

    /** Adds a rule that computes dy/dx from y. */
    <O extends Op> GradientTable ofResult(O op, FromArgument rule) {
        rows.row(op, row(Saved.OUTPUTS, g -> rule.gradient(g.gradient(), g.output(0))));
        return this;
    }

    /** Adds a rule for the gradient of one input, of an operation with attributes. */
    <O extends Op> GradientTable one(Class<O> type, Saved saved, WithAttributes<O> rule) {
        rows.row(type, new GradientRule<O>(saved, (op, g) -> g.give(0, () -> rule.gradient(op, g.gradient(), g))));
        return this;
    }

    <O extends Op> GradientTable rule(O op, Saved saved, GradientRule.Backward<O> backward) {
        rows.row(op, new GradientRule<>(saved, backward));
        return this;
    }

    <O extends Op> GradientTable rule(Class<O> type, Saved saved, GradientRule.Backward<O> backward) {
        rows.row(type, new GradientRule<>(saved, backward));
        return this;
    }

    <O extends Op> GradientTable rule(Class<O> type, GradientRule<O> rule) {
        rows.row(type, rule);
        return this;
    }

    /** Adds operations, given as constants or record classes, that are not differentiable. */
    GradientTable none(Object... keys) {
        rows.rows(GradientRule.NOT_DIFFERENTIABLE, keys);
        return this;
    }

    OpTable<GradientRule<?>> build() {
        return rows.build();
    }

    private static GradientRule<Op> row(Saved saved, java.util.function.Function<Gradients, Tensor> formula) {
        return new GradientRule<>(saved, (op, g) -> g.give(0, () -> formula.apply(g)));
    }
}
