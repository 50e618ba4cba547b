package dev.vireo.tensor.internal.tape;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.AutogradException;
import dev.vireo.tensor.autograd.CustomFunction;
import dev.vireo.tensor.internal.graph.Node;
import dev.vireo.tensor.internal.graph.SavedTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The node of a user's function. */
public final class CustomNode extends Node {
    private final String name;
    private final CustomFunction.Backward function;
    private final TensorSpec[] inputSpecs;
    private final TensorSpec[] outputSpecs;
    private final SavedTensor[] saved;

    /** Collects the tensors that forward saves for backward. */
    public static final class Collected implements CustomFunction.Saving {
        private final List<Tensor> tensors = new ArrayList<>();

        @Override
        public Tensor save(Tensor tensor) {
            tensors.add(tensor);
            return tensor;
        }
    }

    /** @param out the results as the function returned them */
    public CustomNode(
            String name, CustomFunction.Backward function, Tensor[] in, List<Tensor> out, Collected collected) {
        super(out.size());
        this.name = name;
        this.function = function;
        connect(in);
        this.inputSpecs = Arrays.stream(in).map(Tensor::spec).toArray(TensorSpec[]::new);
        this.outputSpecs = out.stream().map(Tensor::spec).toArray(TensorSpec[]::new);
        this.saved = SavedTensor.saveAll(collected.tensors, tensor -> save(tensor, Arrays.asList(in), out));
    }

    /** Saves a tensor. Inputs and results keep their place in the graph. */
    private SavedTensor save(Tensor tensor, List<Tensor> in, List<Tensor> out) {
        int input = in.indexOf(tensor);
        if (input >= 0) {
            return new SavedTensor(tensor, edges[input], edgeOutputs[input]);
        }
        int output = out.indexOf(tensor);
        return output >= 0 ? new SavedTensor(tensor, this, output) : new SavedTensor(tensor, null, 0);
    }

    @Override
    @Nullable
    public Tensor[] backward(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        var arrived = new ArrayList<Tensor>();
        for (int i = 0; i < gradients.length; i++) {
            var gradient = gradients[i];
            arrived.add(gradient != null ? gradient : Tensor.zeros(outputSpecs[i]));
        }
        var floating = floatingInputs();
        var given = function.apply(List.copyOf(arrived), new View(floating, wanted, createGraph));
        if (given.size() != floating.length) {
            throw new AutogradException(name + ": backward returned " + given.size() + " gradients for the "
                    + floating.length + " inputs of floating types among " + List.of(inputSpecs)
                    + "; return one for each of those, in their order");
        }
        var result = new Tensor[edges.length];
        for (int i = 0; i < floating.length; i++) {
            if (wanted[floating[i]]) {
                result[floating[i]] = fitting(given.get(i), floating[i]);
            }
        }
        return result;
    }

    private Tensor fitting(Tensor gradient, int input) {
        var spec = inputSpecs[input];
        if (!gradient.shape().equals(spec.shape()) || !gradient.device().equals(spec.device())) {
            throw new AutogradException(name + ": backward returned the gradient " + gradient.spec() + " for input "
                    + input + ", which is " + spec + "; a gradient has its input's shape and device");
        }
        return gradient.to(spec.dtype());
    }

    private int[] floatingInputs() {
        var positions = new int[inputSpecs.length];
        int count = 0;
        for (int i = 0; i < inputSpecs.length; i++) {
            if (inputSpecs[i].dtype().isFloating()) {
                positions[count++] = i;
            }
        }
        return Arrays.copyOf(positions, count);
    }

    @Override
    protected void free() {
        for (var each : saved) {
            each.release();
        }
    }

    @Override
    protected void guardSaved() {
        for (var each : saved) {
            each.guard();
        }
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public TensorSpec outputSpec(int output) {
        return outputSpecs[output];
    }

    /** The saved tensors that the user's backward reads. */
    private final class View implements CustomFunction.Saved {
        private final int[] floating;
        private final boolean[] wanted;
        private final boolean graph;

        View(int[] floating, boolean[] wanted, boolean graph) {
            this.floating = floating;
            this.wanted = wanted;
            this.graph = graph;
        }

        @Override
        public Tensor tensor(int position) {
            if (position < 0 || position >= saved.length) {
                throw new AutogradException(
                        name + ": backward asks for saved tensor " + position + ", but forward saved " + saved.length);
            }
            return saved[position].restore(name, graph);
        }

        @Override
        public boolean needs(int input) {
            return wanted[floating[input]];
        }
    }
}
