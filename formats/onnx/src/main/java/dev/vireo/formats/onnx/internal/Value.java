package dev.vireo.formats.onnx.internal;

/** What a node gives or takes, or a constant: a name in the graph. */
public record Value(String name) {
    /** Stands where a node does without an optional input. */
    public static final Value ABSENT = new Value("");
}
