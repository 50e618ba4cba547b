package dev.vireo.tensor.internal.policy;

import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;

/** Gathers costs with their types. */
final class FlopTable {
    private final OpTable.Builder<FlopCost<?>> rows;

    FlopTable(String family) {
        rows = OpTable.named(family + " costs");
    }

    <O extends Op> FlopTable row(Class<O> type, FlopCost<O> cost) {
        rows.row(type, cost);
        return this;
    }

    /** Nothing is computed. */
    FlopTable free(Object... keys) {
        return rows(0, 0, keys);
    }

    /** So many for each element of the first result. */
    FlopTable perResult(int each, Object... keys) {
        return rows(0, each, keys);
    }

    /** So many for each element of the first input. */
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
