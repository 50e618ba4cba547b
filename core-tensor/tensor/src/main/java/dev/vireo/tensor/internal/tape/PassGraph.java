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
 * The part of the recorded graph that one backward pass goes through. What holds during the pass lies here and not in the
 * nodes, so that passes of several threads may go through the same nodes at once.
 */
final class PassGraph {
    private final List<Target> targets;
    private final Map<Node, Visit> visits = new HashMap<>();

    /** A result of a node that a gradient is asked for. */
    record Target(Node node, int output) {}

    /** A node in the pass. */
    static final class Visit {
        final Node node;

        /** The gradients of the node's results that have arrived. */
        final @Nullable Tensor[] arrived;

        /** The gradients of a leaf that have arrived by rows. */
        List<RowGradient> rows = List.of();

        /** The visits that the node's edges lead to; none where the pass ends here. */
        @Nullable
        Visit[] next = {};

        /** Whether an asked-for gradient lies here or beyond. */
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

    /** @param targets the results that gradients are asked for; none where all leaves accumulate theirs */
    PassGraph(List<Target> targets) {
        this.targets = targets;
    }

    /** All nodes that the outputs depend on, each after those that lead to it (Kahn 1962). */
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

    /** Makes the visits of all nodes below, and counts for each how many edges lead to it. */
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

    /** What lies beyond an alias that is asked for belongs to a pass that is under way around this one. */
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

    /** With targets, only nodes from which one can be reached take part. */
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
