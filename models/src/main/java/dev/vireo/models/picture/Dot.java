package dev.vireo.models.picture;

import java.util.stream.Collectors;

/**
 * Pictures as Graphviz text, a cluster for each layer.
 *
 * @see <a href="https://graphviz.org/doc/info/lang.html">The DOT language</a>
 */
final class Dot {
    private final StringBuilder text = new StringBuilder();
    private int clusters;

    private Dot() {}

    static String of(Picture picture) {
        var dot = new Dot();
        dot.text.append("digraph network {\n");
        dot.text.append("  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\"]\n");
        dot.text.append("  edge [fontname=\"sans-serif\", fontsize=10]\n");
        dot.text.append(
                "  graph [fontname=\"sans-serif\", style=\"rounded,filled\", color=gray, fillcolor=\"#00000008\"]\n");
        dot.add(picture.whole(), "  ");
        picture.edges()
                .forEach(edge -> dot.text.append("  " + quoted(edge.from()) + " -> " + quoted(edge.to()) + " [label="
                        + quoted(edge.label()) + "]\n"));
        return dot.text.append("}\n").toString();
    }

    private void add(Group group, String indent) {
        for (var box : group.boxes()) {
            var label = box.lines().stream().map(Dot::escaped).collect(Collectors.joining("\\n"));
            var color = box.kind() == Box.Kind.STEP ? "" : ", fillcolor=\"" + Colors.of(box.kind()) + "\"";
            text.append(indent + quoted(box.id()) + " [label=\"" + label + "\", tooltip=" + quoted(box.note()) + color
                    + "]\n");
        }
        for (var child : group.children()) {
            text.append(indent + "subgraph cluster" + clusters++ + " {\n");
            text.append(indent + "  label=" + quoted(child.name()) + "\n");
            add(child, indent + "  ");
            text.append(indent + "}\n");
        }
    }

    private static String quoted(String value) {
        return "\"" + escaped(value) + "\"";
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
