package dev.vireo.models.picture;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Places the boxes of a picture from top to bottom, and routes the arrows around them, by Eclipse Layout Kernel's layered
 * algorithm (Sugiyama et al. 1981).
 */
final class BoxPlacement {
    static final double LINE = 15;
    static final double TITLE = 20;
    private static final double CHARACTER = 6.8; // of 12 pixels
    private static final double SMALL_CHARACTER = 5.7; // of 10 pixels
    private static final double MARGIN = 10;

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private final Map<String, ElkNode> boxes = new HashMap<>();
    private final Map<ElkNode, Box> nodes = new HashMap<>();
    private final Map<ElkNode, Group> groups = new HashMap<>();
    private final ElkNode root = ElkGraphUtil.createGraph();

    private BoxPlacement(Picture picture) {
        root.setProperty(CoreOptions.ALGORITHM, "org.eclipse.elk.layered");
        root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
        root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
        add(picture.whole(), root);
        picture.edges().forEach(this::add);
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    }

    /** Places everything. */
    static BoxPlacement of(Picture picture) {
        return new BoxPlacement(picture);
    }

    /** The whole picture, with all that is in it at its place. */
    ElkNode root() {
        return root;
    }

    /** The box that was placed, if it is one. */
    Map<ElkNode, Box> nodes() {
        return nodes;
    }

    /** The layer that was placed, if it is one. */
    Map<ElkNode, Group> groups() {
        return groups;
    }

    private void add(Group group, ElkNode parent) {
        for (var node : group.nodes()) {
            var box = ElkGraphUtil.createNode(parent);
            int longest = node.lines().stream().mapToInt(String::length).max().orElse(0);
            box.setDimensions(longest * CHARACTER + 2 * MARGIN, node.lines().size() * LINE + MARGIN);
            boxes.put(node.id(), box);
            nodes.put(box, node);
        }
        for (var child : group.children()) {
            var frame = ElkGraphUtil.createNode(parent);
            frame.setProperty(CoreOptions.PADDING, new ElkPadding(TITLE + MARGIN, MARGIN, MARGIN, MARGIN));
            groups.put(frame, child);
            add(child, frame);
        }
    }

    private void add(Edge edge) {
        var placed = ElkGraphUtil.createSimpleEdge(box(edge.from()), box(edge.to()));
        var label = ElkGraphUtil.createLabel(edge.label(), placed);
        label.setDimensions(edge.label().length() * SMALL_CHARACTER, LINE);
    }

    private ElkNode box(String id) {
        var box = boxes.get(id);
        if (box == null) {
            throw new AssertionError("no box " + id);
        }
        return box;
    }
}
