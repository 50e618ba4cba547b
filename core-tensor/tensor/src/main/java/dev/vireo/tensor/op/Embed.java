package dev.vireo.tensor.op;

/** Tables looked up by index. */
public sealed interface Embed extends Op {
    /** weight {@code [V, D]}, index int64 {@code [...]} to {@code [..., D]}; the row {@code paddingIndex} (-1: none) gets no gradient. */
    record Embedding(long paddingIndex) implements Embed {}
}
