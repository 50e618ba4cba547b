package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;

/** Gathers rules with their types. */
final class SpecTable {
    private final OpTable.Builder<SpecRule<?>> rows;

    SpecTable(String family) {
        rows = OpTable.named(family + " specs");
    }

    <O extends Op> SpecTable rule(O op, SpecRule<O> rule) {
        rows.row(op, rule);
        return this;
    }

    <O extends Op> SpecTable rule(Class<O> type, SpecRule<O> rule) {
        rows.row(type, rule);
        return this;
    }

    /** One rule for all constants of a family that have none yet. */
    <O extends Op> SpecTable rest(O[] constants, SpecRule<O> rule) {
        var known = rows.build();
        for (var constant : constants) {
            if (!known.has(constant)) {
                rows.row(constant, rule);
            }
        }
        return this;
    }

    OpTable<SpecRule<?>> build() {
        return rows.build();
    }
}
