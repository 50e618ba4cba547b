package dev.vireo.formats.onnx.internal;

/**
 * An input or output of a node, or a constant, by its name in the graph.
 *
 * @param name the name
 */
public record Value(String name) {
    /** Stands where a node does without an optional input. */
    public static final Value ABSENT = new Value("");
}
