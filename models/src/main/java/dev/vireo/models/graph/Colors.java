package dev.vireo.models.graph;

import java.util.Map;

/** The colors of boxes. */
final class Colors {
    private static final Map<Node.Kind, String> FILL = Map.of(
            Node.Kind.INPUT, "#d9ead3",
            Node.Kind.STEP, "#ffffff",
            Node.Kind.OUTPUT, "#fce5cd");

    private Colors() {}

    static String of(Node.Kind kind) {
        return FILL.getOrDefault(kind, "#ffffff");
    }
}
