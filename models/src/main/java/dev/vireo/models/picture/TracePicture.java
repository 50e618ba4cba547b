package dev.vireo.models.picture;

import dev.vireo.tensor.trace.Trace;

/** Draws traces: steps as boxes, grouped by layer, with the shapes of tensors on the arrows between them. */
public final class TracePicture {
    private TracePicture() {}

    /** Text for Graphviz: {@code dot -Tpng network.dot -o network.png}. */
    public static String dot(Trace trace) {
        return Dot.of(Picture.of(trace));
    }

    /** An SVG image, in UTF-8. */
    public static String svg(Trace trace) {
        return Svg.of(Picture.of(trace));
    }
}
