package dev.vireo.tensor.internal.tape;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.ClosedTensorException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.AutogradException;
import dev.vireo.tensor.autograd.GradMode;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.graph.AliasNode;
import dev.vireo.tensor.internal.graph.LeafNode;
import dev.vireo.tensor.internal.graph.Node;
import dev.vireo.tensor.internal.graph.SavedTensor;
import dev.vireo.tensor.internal.graph.Segment.Place;
import dev.vireo.tensor.internal.tape.ForwardSegment.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Represents everything that a recomputed function did. Backward runs the function again and differentiates the graph
 * that this records.
 */
public final class RecomputationNode extends Node {
    private final UnaryOperator<List<Tensor>> function;
    private final ThreadState state;
    private final SavedTensor[] inputs;
    private final boolean[] made;
    private final TensorSpec[] outputSpecs;
    private final Place[] places;
    private final Entry[] entries;

    /** Creates the node of a function after its first run. */
    public RecomputationNode(
            UnaryOperator<List<Tensor>> function,
            ThreadState state,
            List<Tensor> in,
            List<Tensor> out,
            ForwardSegment segment) {
        super(out.size());
        this.function = function;
        this.state = state;
        this.places = segment.entries().keySet().toArray(Place[]::new);
        this.entries = segment.entries().values().toArray(Entry[]::new);
        this.edges = new Node[places.length];
        this.edgeOutputs = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            edges[i] = places[i].node();
            edgeOutputs[i] = places[i].output();
        }
        this.outputSpecs = out.stream().map(Tensor::spec).toArray(TensorSpec[]::new);
        this.made = new boolean[out.size()];
        for (int i = 0; i < made.length; i++) {
            made[i] = segment.made(out.get(i));
        }
        this.inputs = SavedTensor.saveAll(in, RecomputationNode::save);
    }

    /** Makes this the node of the results, except for external tensors that the function returned unchanged. */
    public void attachResults(List<Tensor> results) {
        for (int i = 0; i < made.length; i++) {
            if (made[i]) {
                TENSORS.attach(results.get(i), this, i);
            }
        }
    }

    @Override
    @Nullable
    public Tensor[] backward(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        requireUnmodified();
        var aliases = new AliasNode[places.length];
        var known = new HashMap<Place, AliasNode>();
        for (int i = 0; i < aliases.length; i++) {
            aliases[i] = AliasNode.at(places[i], entries[i].spec());
            known.put(places[i], aliases[i]);
        }
        var results = recompute(known);
        var outputs = new ArrayList<Tensor>();
        var arriving = new ArrayList<Tensor>();
        for (int i = 0; i < gradients.length; i++) {
            var gradient = gradients[i];
            if (made[i] && gradient != null) {
                outputs.add(results.get(i));
                arriving.add(gradient);
            }
        }
        return Backward.through(outputs, arriving, aliases, wanted, createGraph);
    }

    private List<Tensor> recompute(Map<Place, AliasNode> aliases) {
        var context = Context.current();
        var before = context.segment();
        List<Tensor> results;
        try (var restored = state.restore();
                var recording = GradMode.on();
                var scope = TensorScope.open(path())) {
            var arguments = new ArrayList<Tensor>();
            for (var input : inputs) {
                arguments.add(input.restore(label(), true));
            }
            context.segment(new RecomputedSegment(aliases));
            results = function.apply(List.copyOf(arguments));
            results.forEach(scope::keep);
        } catch (ClosedTensorException e) {
            throw new AutogradException(
                    "recomputation: run again for backward, the function uses a tensor that has been closed"
                            + "; pass it as an input, which is kept: " + e.getMessage(),
                    e);
        } finally {
            context.segment(before);
        }
        requireSame(results);
        return results;
    }

    private void requireSame(List<Tensor> results) {
        boolean same = results.size() == outputSpecs.length;
        for (int i = 0; same && i < outputSpecs.length; i++) {
            same = results.get(i).spec().equals(outputSpecs[i])
                    && (!made[i] || results.get(i).requiresGrad());
        }
        if (!same) {
            throw new AutogradException("recomputation: run again for backward, the function returned "
                    + results.stream().map(Tensor::spec).toList() + "; the first time it was " + List.of(outputSpecs)
                    + "; it must do the same both times");
        }
    }

    private void requireUnmodified() {
        for (int i = 0; i < places.length; i++) {
            if (places[i].node() instanceof LeafNode leaf && leaf.version() != entries[i].version()) {
                throw new AutogradException("recomputation: the tensor " + entries[i].spec()
                        + " that the function uses has been modified in place since; call backward() before the"
                        + " optimizer's step");
            }
        }
    }

    @Override
    protected void free() {
        for (var input : inputs) {
            input.release();
        }
    }

    @Override
    protected void guardSaved() {
        for (var input : inputs) {
            input.guard();
        }
    }

    @Override
    public boolean isOneStep() {
        return false;
    }

    @Override
    public String label() {
        return "recomputation";
    }

    @Override
    public TensorSpec outputSpec(int output) {
        return outputSpecs[output];
    }

    private static SavedTensor save(Tensor input) {
        return new SavedTensor(input, input.requiresGrad() ? TENSORS.node(input) : null, TENSORS.outputIndex(input));
    }
}
