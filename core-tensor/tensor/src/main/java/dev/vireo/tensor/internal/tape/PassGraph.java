package dev.vireo.tensor.internal.tape;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.autograd.RowGradient;
import dev.vireo.tensor.internal.graph.AliasNode;
import dev.vireo.tensor.internal.graph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of the recorded graph that one backward pass visits. The state of the pass is kept here and not in the
 * nodes, so that passes of several threads can visit the same nodes at once.
 */
final class PassGraph {
    private final List<Target> targets;
    private final Map<Node, Visit> visits = new HashMap<>();

    /** A result of a node whose gradient is requested. */
    record Target(Node node, int output) {}

    /** A node in the pass. */
    static final class Visit {
        final Node node;

        /** The gradients of the node's results that have arrived. */
        final @Nullable Tensor[] arrived;

        /** The gradients of a leaf that have arrived by rows. */
        List<RowGradient> rows = List.of();

        /** The visits of the nodes that the edges lead to; empty where the pass ends here. */
        @Nullable
        Visit[] next = {};

        /** Whether a path from this node leads to a requested gradient. */
        boolean wanted;

        private int awaited;

        private Visit(Node node, boolean wanted) {
            this.node = node;
            this.arrived = new Tensor[node.outputs];
            this.wanted = wanted;
        }

        /** Adds a gradient that has arrived by rows. */
        void add(RowGradient more) {
            if (rows.isEmpty()) {
                rows = new ArrayList<>();
            }
            rows.add(more);
        }
    }

    /** @param targets the results whose gradients are requested; empty if all leaves accumulate theirs */
    PassGraph(List<Target> targets) {
        this.targets = targets;
    }

    /** Returns all nodes that the outputs depend on in topological order (Kahn, 1962). */
    List<Visit> order(List<Tensor> outputs) {
        outputs.forEach(output -> discover(TENSORS.node(output)));
        var order = new ArrayList<Visit>(visits.size());
        var ready = new ArrayDeque<Visit>();
        for (var output : outputs) {
            var visit = visit(TENSORS.node(output));
            if (visit.awaited == 0 && !ready.contains(visit)) {
                ready.push(visit);
            }
        }
        while (!ready.isEmpty()) {
            var visit = ready.pop();
            order.add(visit);
            for (var next : visit.next) {
                if (next != null && --next.awaited == 0) {
                    ready.push(next);
                }
            }
        }
        findWanted(order);
        return order;
    }

    /** The visit of a node that an output is a result of. */
    Visit visit(Node node) {
        var visit = visits.get(node);
        if (visit == null) {
            throw new AssertionError(node.label() + ": not discovered");
        }
        return visit;
    }

    /** Creates the visits of all nodes below, and counts the edges that lead to each. */
    private void discover(Node root) {
        var stack = new ArrayDeque<Visit>();
        enter(root, stack);
        while (!stack.isEmpty()) {
            var visit = stack.pop();
            if (isBoundary(visit.node)) {
                continue;
            }
            var edges = visit.node.edges;
            visit.next = new Visit[edges.length];
            for (int i = 0; i < edges.length; i++) {
                var edge = edges[i];
                if (edge != null) {
                    var next = enter(edge, stack);
                    next.awaited++;
                    visit.next[i] = next;
                }
            }
        }
    }

    private Visit enter(Node node, ArrayDeque<Visit> stack) {
        var known = visits.get(node);
        if (known != null) {
            return known;
        }
        var visit = new Visit(node, targets.isEmpty());
        visits.put(node, visit);
        stack.push(visit);
        return visit;
    }

    /** Whether the pass ends at this node: beyond a requested alias begins the graph of an enclosing pass. */
    private boolean isBoundary(Node node) {
        return node instanceof AliasNode alias && (alias.bound || isTarget(node));
    }

    private boolean isTarget(Node node) {
        for (var target : targets) {
            if (target.node() == node) {
                return true;
            }
        }
        return false;
    }

    /** Marks the nodes from which a target can be reached. Only they take part if there are targets. */
    private void findWanted(List<Visit> order) {
        if (targets.isEmpty()) {
            return;
        }
        for (int i = order.size() - 1; i >= 0; i--) {
            var visit = order.get(i);
            visit.wanted = isTarget(visit.node) || leadsToWanted(visit);
        }
    }

    private static boolean leadsToWanted(Visit visit) {
        for (var next : visit.next) {
            if (next != null && next.wanted) {
                return true;
            }
        }
        return false;
    }
}
