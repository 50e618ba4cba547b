package dev.vireo.engine.tck.sample;

import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a table of samples, keyed by operation. */
final class SampleRows {
    private final String family;
    private final Map<Object, List<OpSample>> rows;
    private final OpSample.Trait[] traits;

    SampleRows(String family) {
        this(family, new LinkedHashMap<>());
    }

    private SampleRows(String family, Map<Object, List<OpSample>> rows, OpSample.Trait... traits) {
        this.family = family;
        this.rows = rows;
        this.traits = traits;
    }

    /** Returns a builder that adds to the same table and gives each sample a trait. */
    SampleRows with(OpSample.Trait trait) {
        return new SampleRows(family, rows, trait);
    }

    SampleRows add(Op op, Argument... inputs) {
        return add(OpSample.of(op, inputs));
    }

    SampleRows add(OpSample sample) {
        rows.computeIfAbsent(sample.op().key(), key -> new ArrayList<>()).add(sample.with(traits));
        return this;
    }

    OpTable<List<OpSample>> build() {
        var table = OpTable.<List<OpSample>>named(family + " samples");
        rows.forEach((key, samples) -> table.rows(List.copyOf(samples), key));
        return table.build();
    }
}
