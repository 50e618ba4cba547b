package dev.vireo.tensor.op;

/** Lookups in a table. */
public sealed interface Embed extends Op {
    /**
     * Embedding: weight {@code [V, D]}, index int64 {@code [...]} to the rows of the weight, {@code [..., D]}.
     *
     * @param paddingIndex a row that receives no gradient; -1 for none
     */
    record Embedding(long paddingIndex) implements Embed {}
}
