package dev.vireo.models.picture;

import java.util.Locale;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;

/**
 * Pictures as SVG, which browsers show. The tooltip of a box shows its attributes.
 *
 * @see <a href="https://www.w3.org/TR/SVG11/">Scalable Vector Graphics 1.1</a>
 */
final class Svg {
    private static final double EDGE = 12;
    private static final String HEAD = """
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$.0f" height="%2$.0f" viewBox="0 0 %1$.0f %2$.0f" \
            font-family="DejaVu Sans, Verdana, sans-serif" font-size="11">
            <defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
            <path d="M0,0 L8,4 L0,8 z" fill="#555"/></marker></defs>
            <rect width="100%%" height="100%%" fill="white"/>
            """;

    private final BoxPlacement layout;
    private final StringBuilder text = new StringBuilder();

    private Svg(BoxPlacement layout) {
        this.layout = layout;
    }

    static String of(Picture picture) {
        var layout = BoxPlacement.of(picture);
        var svg = new Svg(layout);
        var root = layout.root();
        svg.append(HEAD, root.getWidth() + 2 * EDGE, root.getHeight() + 2 * EDGE);
        svg.boxes(root, EDGE, EDGE);
        svg.arrows(root, EDGE, EDGE);
        return svg.text.append("</svg>\n").toString();
    }

    private void boxes(ElkNode parent, double x, double y) {
        for (var child : parent.getChildren()) {
            double left = x + child.getX();
            double top = y + child.getY();
            var box = layout.boxes().get(child);
            var group = layout.groups().get(child);
            if (box != null) {
                box(box, child, left, top);
            } else if (group != null) {
                frame(group, child, left, top);
            }
            boxes(child, left, top);
        }
    }

    private void frame(Group group, ElkNode at, double x, double y) {
        append(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"6\" fill=\"#335\" fill-opacity=\"0.05\""
                        + " stroke=\"#99a\"/>%n",
                x, y, at.getWidth(), at.getHeight());
        append(
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"#446\" font-weight=\"bold\">%s</text>%n",
                x + 8, y + 16, escaped(group.name()));
    }

    private void box(Box box, ElkNode at, double x, double y) {
        append("<g><title>%s</title>", escaped(box.note()));
        append(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"4\" fill=\"%s\" stroke=\"#333\"/>",
                x, y, at.getWidth(), at.getHeight(), Colors.of(box.kind()));
        for (int i = 0; i < box.lines().size(); i++) {
            append(
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\"%s>%s</text>",
                    x + at.getWidth() / 2,
                    y + 16 + i * BoxPlacement.LINE,
                    i == 0 ? "" : " fill=\"#666\" font-size=\"10\"",
                    escaped(box.lines().get(i)));
        }
        append("</g>%n");
    }

    /** The coordinates of an arrow are relative to the innermost frame that contains both of its ends. */
    private void arrows(ElkNode parent, double x, double y) {
        parent.getContainedEdges().forEach(edge -> arrow(edge, x, y));
        parent.getChildren().forEach(child -> arrows(child, x + child.getX(), y + child.getY()));
    }

    private void arrow(ElkEdge edge, double x, double y) {
        edge.getSections().forEach(section -> line(section, x, y));
        for (var label : edge.getLabels()) {
            append(
                    "<text x=\"%.1f\" y=\"%.1f\" fill=\"#555\" font-size=\"9.5\">%s</text>%n",
                    x + label.getX() + 2, y + label.getY() + 11, escaped(label.getText()));
        }
    }

    private void line(ElkEdgeSection section, double x, double y) {
        append(
                "<path fill=\"none\" stroke=\"#555\" marker-end=\"url(#arrow)\" d=\"M%.1f,%.1f",
                x + section.getStartX(), y + section.getStartY());
        section.getBendPoints().forEach(point -> append(" L%.1f,%.1f", x + point.getX(), y + point.getY()));
        append(" L%.1f,%.1f\"/>%n", x + section.getEndX(), y + section.getEndY());
    }

    private void append(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
