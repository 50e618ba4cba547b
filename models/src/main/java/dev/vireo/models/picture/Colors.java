package dev.vireo.models.picture;

import java.util.Map;

/** The colors of boxes. */
final class Colors {
    private static final Map<Box.Kind, String> FILL = Map.of(
            Box.Kind.INPUT, "#d9ead3",
            Box.Kind.STEP, "#ffffff",
            Box.Kind.OUTPUT, "#fce5cd");

    private Colors() {}

    static String of(Box.Kind kind) {
        return FILL.getOrDefault(kind, "#ffffff");
    }
}
