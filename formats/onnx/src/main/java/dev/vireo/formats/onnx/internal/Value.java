package dev.vireo.formats.onnx.internal;

/**
 * An input or output of a node, or a constant, by its name in the graph.
 *
 * @param name the name
 */
public record Value(String name) {
    /** An optional input that is left out. */
    public static final Value ABSENT = new Value("");
}
