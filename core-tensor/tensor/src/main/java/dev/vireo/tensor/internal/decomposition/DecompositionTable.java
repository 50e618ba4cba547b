package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Builds a table of decompositions, keyed by operation. */
final class DecompositionTable {
    private final OpTable.Builder<Decomposition<?>> rows;

    DecompositionTable(String family) {
        rows = OpTable.named(family + " decompositions");
    }

    /** Computes the result of an operation that has one. */
    @FunctionalInterface
    interface One<O extends Op> {
        Tensor apply(O op, Tensor[] in);
    }

    /** Adds a function of one tensor, {@linkplain HalfPrecision#wide in float32 for half types}. */
    <O extends Op> DecompositionTable unary(O op, UnaryOperator<Tensor> row) {
        return one(op, HalfPrecision.wide((same, in) -> row.apply(in[0])));
    }

    /** Adds a function of two tensors, {@linkplain HalfPrecision#wide in float32 for half types}. */
    <O extends Op> DecompositionTable binary(O op, BinaryOperator<Tensor> row) {
        return one(op, HalfPrecision.wide((same, in) -> row.apply(in[0], in[1])));
    }

    /**
     * Adds an operation whose result has the first input's type. Half types are {@linkplain HalfPrecision#wide computed in
     * float32}.
     */
    <O extends Op> DecompositionTable wide(Class<O> type, One<O> row) {
        return one(type, HalfPrecision.wide(row));
    }

    /** Adds an operation with one result, computed in the types of the inputs. */
    <O extends Op> DecompositionTable one(O op, One<O> row) {
        Decomposition<O> all = (operation, in) -> new Tensor[] {row.apply(operation, in)};
        rows.row(op, all);
        return this;
    }

    /** Adds an operation with one result, computed in the types of the inputs. */
    <O extends Op> DecompositionTable one(Class<O> type, One<O> row) {
        Decomposition<O> all = (operation, in) -> new Tensor[] {row.apply(operation, in)};
        rows.row(type, all);
        return this;
    }

    <O extends Op> DecompositionTable row(Class<O> type, Decomposition<O> row) {
        rows.row(type, row);
        return this;
    }

    OpTable<Decomposition<?>> build() {
        return rows.build();
    }
}
