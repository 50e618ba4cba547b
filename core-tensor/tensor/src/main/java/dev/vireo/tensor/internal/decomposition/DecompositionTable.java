package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;

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

    <O extends Op> DecompositionTable one(O op, One<O> row) {
        Decomposition<O> all = (operation, in) -> new Tensor[] {row.apply(operation, in)};
        rows.row(op, all);
        return this;
    }

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
