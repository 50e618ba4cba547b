package dev.vireo.tensor.internal.policy;

import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;

/** Builds a table of costs, keyed by operation. */
final class FlopTable {
    private final OpTable.Builder<FlopCost<?>> rows;

    FlopTable(String family) {
        rows = OpTable.named(family + " costs");
    }

    <O extends Op> FlopTable row(Class<O> type, FlopCost<O> cost) {
        rows.row(type, cost);
        return this;
    }

    /** Adds operations without arithmetic. */
    FlopTable free(Object... keys) {
        return rows(0, 0, keys);
    }

    /** Adds operations with a fixed cost per element of the first result. */
    FlopTable perResult(int each, Object... keys) {
        return rows(0, each, keys);
    }

    /** Adds operations with a fixed cost per element of the first input. */
    FlopTable perInput(int each, Object... keys) {
        return rows(each, 0, keys);
    }

    OpTable<FlopCost<?>> build() {
        return rows.build();
    }

    static long elements(TensorSpec spec) {
        return spec.shape().elements();
    }

    private FlopTable rows(int perInput, int perResult, Object... keys) {
        FlopCost<Op> cost = (op, in, out) ->
                (perInput == 0 ? 0 : perInput * elements(in[0])) + (perResult == 0 ? 0 : perResult * elements(out[0]));
        rows.rows(cost, keys);
        return this;
    }
}
