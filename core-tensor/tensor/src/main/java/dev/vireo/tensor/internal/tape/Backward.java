package dev.vireo.tensor.internal.tape;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.RowGradient;
import dev.vireo.tensor.internal.graph.AliasNode;
import dev.vireo.tensor.internal.graph.LeafNode;
import dev.vireo.tensor.internal.graph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One backward pass. It visits the nodes from the outputs to the requested gradients, each node once all gradients of
 * its results have arrived. It frees the saved values and the gradients of a node as soon as the node is done.
 */
public final class Backward {
    private final List<Target> targets;
    private final @Nullable Tensor[] captured;
    private final boolean retainGraph;
    private final boolean createGraph;
    private final List<Node> visited = new ArrayList<>();

    /** A result of a node whose gradient is requested. */
    private record Target(Node node, int output) {}

    private Backward(List<Target> targets, boolean retainGraph, boolean createGraph) {
        this.targets = targets;
        this.captured = new Tensor[targets.size()];
        this.retainGraph = retainGraph || createGraph;
        this.createGraph = createGraph;
    }

    /** Accumulates the gradients of all leaves that the outputs depend on into their {@code grad}. */
    public static void accumulate(
            List<Tensor> outputs, List<Tensor> gradients, boolean retainGraph, boolean createGraph) {
        new Backward(List.of(), retainGraph, createGraph).run(outputs, gradients);
    }

    /**
     * Returns the gradients of the inputs, empty where the outputs do not depend on one. Does not change the {@code
     * grad} of leaves.
     */
    public static List<Optional<Tensor>> gradients(
            List<Tensor> outputs,
            List<Tensor> gradients,
            List<Tensor> inputs,
            boolean retainGraph,
            boolean createGraph) {
        var targets = new ArrayList<Target>();
        inputs.forEach(input -> targets.add(new Target(TENSORS.node(input), TENSORS.outputIndex(input))));
        var pass = new Backward(targets, retainGraph, createGraph);
        pass.run(outputs, gradients);
        var found = new ArrayList<Optional<Tensor>>();
        for (var gradient : pass.captured) {
            found.add(Optional.ofNullable(gradient));
        }
        return found;
    }

    /**
     * Returns the gradients at the aliases that bound a part of the graph, where wanted; null where no path leads to
     * one.
     */
    public static @Nullable Tensor[] through(
            List<Tensor> outputs, List<Tensor> gradients, AliasNode[] bounds, boolean[] wanted, boolean createGraph) {
        var targets = new ArrayList<Target>();
        for (int i = 0; i < bounds.length; i++) {
            bounds[i].bound = true;
            if (wanted[i]) {
                targets.add(new Target(bounds[i], 0));
            }
        }
        var pass = new Backward(targets, false, createGraph);
        pass.run(outputs, gradients);
        for (var bound : bounds) {
            bound.bound = false; // a second derivative passes through the alias
        }
        @Nullable Tensor[] found = new Tensor[bounds.length];
        int next = 0;
        for (int i = 0; i < bounds.length; i++) {
            if (wanted[i]) {
                found[i] = pass.captured[next++];
            }
        }
        return found;
    }

    private void run(List<Tensor> outputs, List<Tensor> gradients) {
        if (outputs.isEmpty()) {
            return;
        }
        try (var mode = BackwardMode.open(createGraph);
                var scope = TensorScope.open()) {
            outputs.forEach(output -> discover(TENSORS.node(output)));
            var order = order(outputs);
            findWanted(order);
            for (int i = 0; i < outputs.size(); i++) {
                var output = outputs.get(i);
                start(output, gradients.get(i));
            }
            for (var node : order) {
                step(mode, scope, node);
            }
            for (var gradient : captured) {
                if (gradient != null) {
                    scope.keep(gradient);
                }
            }
        } finally {
            for (var node : visited) {
                node.arrived = null;
                node.arrivedRows = List.of();
            }
        }
    }

    private void start(Tensor output, Tensor gradient) {
        try (var inner = TensorScope.open()) {
            arrive(inner, TENSORS.node(output), TENSORS.outputIndex(output), TENSORS.alias(gradient));
        }
    }

    /** Counts the edges that lead to each node below. */
    private void discover(Node root) {
        var stack = new ArrayDeque<Node>();
        visit(root, stack);
        while (!stack.isEmpty()) {
            var node = stack.pop();
            if (isBoundary(node)) {
                continue;
            }
            for (var next : node.edges) {
                if (next != null) {
                    visit(next, stack);
                    next.awaited++;
                }
            }
        }
    }

    private void visit(Node node, ArrayDeque<Node> stack) {
        if (node.arrived != null) {
            return;
        }
        node.arrived = new Tensor[node.outputs];
        node.awaited = 0;
        node.wanted = targets.isEmpty();
        visited.add(node);
        stack.push(node);
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

    /** Returns all nodes in topological order (Kahn, 1962). */
    private List<Node> order(List<Tensor> outputs) {
        var order = new ArrayList<Node>(visited.size());
        var ready = new ArrayDeque<Node>();
        for (var output : outputs) {
            if (TENSORS.node(output).awaited == 0 && !ready.contains(TENSORS.node(output))) {
                ready.push(TENSORS.node(output));
            }
        }
        while (!ready.isEmpty()) {
            var node = ready.pop();
            order.add(node);
            if (isBoundary(node)) {
                continue;
            }
            for (var next : node.edges) {
                if (next != null && --next.awaited == 0) {
                    ready.push(next);
                }
            }
        }
        return order;
    }

    /** Marks the nodes from which a target can be reached. Only they take part if there are targets. */
    private void findWanted(List<Node> order) {
        if (targets.isEmpty()) {
            return;
        }
        for (int i = order.size() - 1; i >= 0; i--) {
            var node = order.get(i);
            node.wanted = isTarget(node) || !isBoundary(node) && leadsToWanted(node);
        }
    }

    private static boolean leadsToWanted(Node node) {
        for (var next : node.edges) {
            if (next != null && next.wanted) {
                return true;
            }
        }
        return false;
    }

    private void step(BackwardMode mode, TensorScope scope, Node node) {
        var gradients = node.arrived;
        var rows = node.arrivedRows;
        var arrived = gradients == null || !rows.isEmpty() ? null : first(gradients);
        if (gradients == null || arrived == null && rows.isEmpty() || !node.wanted) {
            return;
        }
        mode.follow(arrived == null ? rows.get(0).values() : arrived);
        if (node.hasHooks()) {
            node.runHooks(gradients);
        }
        capture(node, gradients);
        if (node instanceof LookupNode lookup && takesRows(node.edges[0])) {
            passOnRows(lookup, gradients[0]);
        } else if (!(node instanceof LeafNode leaf)) {
            passOn(node, gradients);
        } else if (targets.isEmpty()) {
            leaf.accumulate(gradients[0], rows, createGraph);
        }
        for (var gradient : gradients) {
            if (gradient != null && TENSORS.scope(gradient) == scope && !isCaptured(gradient)) {
                gradient.close();
            }
        }
    }

    /** Rows end in a leaf's gradient. A hook, a caller that asks for gradients and a second derivative take tensors. */
    private boolean takesRows(@Nullable Node leaf) {
        return leaf != null && targets.isEmpty() && !createGraph && !leaf.hasHooks();
    }

    private void passOnRows(LookupNode lookup, @Nullable Tensor gradient) {
        var leaf = lookup.edges[0];
        if (leaf == null || gradient == null) {
            return;
        }
        try (var inner = TensorScope.open()) {
            var rows = lookup.rows(gradient);
            var more = new ArrayList<>(leaf.arrivedRows);
            more.add(new RowGradient(kept(inner, rows.indices()), kept(inner, rows.values())));
            leaf.arrivedRows = more;
        } catch (VireoException e) {
            throw e.at(lookup.path());
        }
        if (!retainGraph) {
            lookup.release();
        }
    }

    /** Hands a tensor to the scope of the pass; one that belongs elsewhere as an alias. */
    private static Tensor kept(TensorScope made, Tensor tensor) {
        return made.keep(TENSORS.scope(tensor) == made ? tensor : TENSORS.alias(tensor));
    }

    private void passOn(Node node, @Nullable Tensor[] gradients) {
        var wanted = new boolean[node.edges.length];
        boolean any = false;
        for (int i = 0; i < wanted.length; i++) {
            var next = node.edges[i];
            wanted[i] = next != null && next.wanted && !isBoundary(node);
            any |= wanted[i];
        }
        if (!any) {
            return;
        }
        try (var inner = TensorScope.open()) {
            var results = backward(node, gradients, wanted);
            for (int i = 0; i < results.length; i++) {
                var next = node.edges[i];
                var result = results[i];
                if (next != null && wanted[i] && result != null) {
                    arrive(
                            inner,
                            next,
                            node.edgeOutputs[i],
                            TENSORS.scope(result) == inner ? result : TENSORS.alias(result));
                }
            }
        }
        if (!retainGraph) {
            node.release();
        }
    }

    private @Nullable Tensor[] backward(Node node, @Nullable Tensor[] gradients, boolean[] wanted) {
        try {
            return node.backward(gradients, wanted, createGraph);
        } catch (VireoException e) {
            throw e.at(node.path());
        }
    }

    /** Moves a gradient out of the scope that created it and adds it to the gradient of a result. */
    private void arrive(TensorScope made, Node node, int output, Tensor gradient) {
        var gradients = node.arrived;
        if (gradients == null) {
            throw new AssertionError(node.label() + ": a gradient for a node that was not discovered");
        }
        var present = gradients[output];
        if (present == null) {
            gradients[output] = made.keep(gradient);
        } else if (!createGraph && TENSORS.handle(present).isExclusive()) {
            present.assignAdd(gradient, 1);
        } else {
            gradients[output] = made.keep(present.add(gradient));
            present.close();
        }
    }

    private void capture(Node node, @Nullable Tensor[] gradients) {
        for (int i = 0; i < captured.length; i++) {
            if (targets.get(i).node() == node) {
                captured[i] = gradients[targets.get(i).output()];
            }
        }
    }

    private boolean isCaptured(Tensor gradient) {
        for (var each : captured) {
            if (each == gradient) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Tensor first(@Nullable Tensor[] gradients) {
        for (var gradient : gradients) {
            if (gradient != null) {
                return gradient;
            }
        }
        return null;
    }
}
