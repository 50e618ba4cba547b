package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;

/** Builds a table of spec rules, keyed by operation. */
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

    /** Adds one rule for all constants of a family that have no rule yet. */
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
