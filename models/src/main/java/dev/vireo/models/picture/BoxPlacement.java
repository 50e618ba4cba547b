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
    private static final double CHARACTER = 6.8; // the width at 12 pixels
    private static final double SMALL_CHARACTER = 5.7; // the width at 10 pixels
    private static final double MARGIN = 10;

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private final Map<String, ElkNode> placed = new HashMap<>();
    private final Map<ElkNode, Box> boxes = new HashMap<>();
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

    /** Places the boxes and arrows of a picture. */
    static BoxPlacement of(Picture picture) {
        return new BoxPlacement(picture);
    }

    /** The root of the placed nodes: the whole picture. */
    ElkNode root() {
        return root;
    }

    /** The boxes by their placed nodes. */
    Map<ElkNode, Box> boxes() {
        return boxes;
    }

    /** The groups of layers by their placed nodes. */
    Map<ElkNode, Group> groups() {
        return groups;
    }

    private void add(Group group, ElkNode parent) {
        for (var box : group.boxes()) {
            var node = ElkGraphUtil.createNode(parent);
            int longest = box.lines().stream().mapToInt(String::length).max().orElse(0);
            node.setDimensions(longest * CHARACTER + 2 * MARGIN, box.lines().size() * LINE + MARGIN);
            placed.put(box.id(), node);
            boxes.put(node, box);
        }
        for (var child : group.children()) {
            var frame = ElkGraphUtil.createNode(parent);
            frame.setProperty(CoreOptions.PADDING, new ElkPadding(TITLE + MARGIN, MARGIN, MARGIN, MARGIN));
            groups.put(frame, child);
            add(child, frame);
        }
    }

    private void add(Edge edge) {
        var arrow = ElkGraphUtil.createSimpleEdge(node(edge.from()), node(edge.to()));
        var label = ElkGraphUtil.createLabel(edge.label(), arrow);
        label.setDimensions(edge.label().length() * SMALL_CHARACTER, LINE);
    }

    private ElkNode node(String id) {
        var node = placed.get(id);
        if (node == null) {
            throw new AssertionError("no box " + id);
        }
        return node;
    }
}
