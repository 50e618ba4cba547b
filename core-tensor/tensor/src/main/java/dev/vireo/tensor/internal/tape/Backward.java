package dev.vireo.tensor.internal.tape;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.RowGradient;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.graph.AliasNode;
import dev.vireo.tensor.internal.graph.LeafNode;
import dev.vireo.tensor.internal.graph.Node;
import dev.vireo.tensor.internal.tape.PassGraph.Target;
import dev.vireo.tensor.internal.tape.PassGraph.Visit;
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
    private final PassGraph graph;
    private final ReportedSteps steps = new ReportedSteps(Context.current());

    private Backward(List<Target> targets, boolean retainGraph, boolean createGraph) {
        this.targets = targets;
        this.captured = new Tensor[targets.size()];
        this.retainGraph = retainGraph || createGraph;
        this.createGraph = createGraph;
        this.graph = new PassGraph(targets);
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
            var order = graph.order(outputs);
            for (int i = 0; i < outputs.size(); i++) {
                start(outputs.get(i), gradients.get(i));
            }
            for (var visit : order) {
                step(mode, scope, visit);
            }
            for (var gradient : captured) {
                if (gradient != null) {
                    TENSORS.keep(scope, gradient);
                }
            }
        }
    }

    private void start(Tensor output, Tensor gradient) {
        try (var inner = TensorScope.open()) {
            arrive(inner, graph.visit(TENSORS.node(output)), TENSORS.outputIndex(output), TENSORS.alias(gradient));
        }
    }

    private void step(BackwardMode mode, TensorScope scope, Visit visit) {
        var node = visit.node;
        var gradients = visit.arrived;
        var rows = visit.rows;
        var arrived = rows.isEmpty() ? first(gradients) : null;
        if (arrived == null && rows.isEmpty() || !visit.wanted) {
            return;
        }
        mode.follow(arrived == null ? rows.get(0).values() : arrived);
        if (node.hasHooks()) {
            node.runHooks(gradients);
        }
        capture(node, gradients);
        if (node instanceof LookupNode lookup && takesRows(node.edges[0])) {
            passOnRows(lookup, gradients[0], visit.next[0]);
        } else if (!(node instanceof LeafNode leaf)) {
            passOn(visit);
        } else if (targets.isEmpty()) {
            steps.accumulate(leaf, gradients[0], rows, createGraph);
        }
        for (var gradient : gradients) {
            if (gradient != null && TENSORS.scope(gradient) == scope && !isCaptured(gradient)) {
                gradient.close();
            }
        }
    }

    /** Whether the gradient can stay in rows. Hooks, requested gradients and second derivatives need tensors. */
    private boolean takesRows(@Nullable Node leaf) {
        return leaf != null && targets.isEmpty() && !createGraph && !leaf.hasHooks();
    }

    private void passOnRows(LookupNode lookup, @Nullable Tensor gradient, @Nullable Visit leaf) {
        if (leaf == null || gradient == null) {
            return;
        }
        try (var inner = TensorScope.open()) {
            var rows = steps.rows(lookup, gradient);
            leaf.add(new RowGradient(kept(inner, rows.indices()), kept(inner, rows.values())));
        } catch (VireoException e) {
            throw e.at(lookup.path());
        }
        if (!retainGraph) {
            lookup.release();
        }
    }

    /** Moves a tensor to the scope of the pass; a tensor of another owner is aliased. */
    private static Tensor kept(TensorScope made, Tensor tensor) {
        return TENSORS.keep(made, TENSORS.scope(tensor) == made ? tensor : TENSORS.alias(tensor));
    }

    private void passOn(Visit visit) {
        var node = visit.node;
        var wanted = new boolean[visit.next.length];
        boolean any = false;
        for (int i = 0; i < wanted.length; i++) {
            var next = visit.next[i];
            wanted[i] = next != null && next.wanted;
            any |= wanted[i];
        }
        if (!any) {
            return;
        }
        try (var inner = TensorScope.open()) {
            var results = backward(node, visit.arrived, wanted);
            for (int i = 0; i < results.length; i++) {
                var next = visit.next[i];
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
            return steps.differentiate(node, gradients, wanted, createGraph);
        } catch (VireoException e) {
            throw e.at(node.path());
        }
    }

    /** Moves a gradient out of the scope that created it and adds it to the gradient of a result. */
    private void arrive(TensorScope made, Visit visit, int output, Tensor gradient) {
        var gradients = visit.arrived;
        var present = gradients[output];
        if (present == null) {
            gradients[output] = TENSORS.keep(made, gradient);
        } else if (!createGraph && TENSORS.handle(present).isExclusive()) {
            steps.add(visit.node, gradient, () -> present.assignAdd(gradient, 1));
        } else {
            gradients[output] = TENSORS.keep(made, steps.add(visit.node, gradient, () -> present.add(gradient)));
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
