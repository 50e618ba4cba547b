package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Gathers decompositions with their types. */
final class DecompositionTable {
    private final OpTable.Builder<Decomposition<?>> rows;

    DecompositionTable(String family) {
        rows = OpTable.named(family + " decompositions");
    }

    /** The only result of an operation. */
    @FunctionalInterface
    interface One<O extends Op> {
        Tensor apply(O op, Tensor[] in);
    }

    /** A function of one tensor, {@linkplain Precision#wide wide}. */
    <O extends Op> DecompositionTable unary(O op, UnaryOperator<Tensor> row) {
        return one(op, Precision.wide((same, in) -> row.apply(in[0])));
    }

    /** A function of two tensors, {@linkplain Precision#wide wide}. */
    <O extends Op> DecompositionTable binary(O op, BinaryOperator<Tensor> row) {
        return one(op, Precision.wide((same, in) -> row.apply(in[0], in[1])));
    }

    /** One result of the first input's type, {@linkplain Precision#wide wide}. */
    <O extends Op> DecompositionTable wide(Class<O> type, One<O> row) {
        return one(type, Precision.wide(row));
    }

    /** One result, computed in the types that the inputs have. */
    <O extends Op> DecompositionTable one(O op, One<O> row) {
        Decomposition<O> all = (operation, in) -> new Tensor[] {row.apply(operation, in)};
        rows.row(op, all);
        return this;
    }

    /** One result, computed in the types that the inputs have. */
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
