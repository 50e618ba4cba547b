package dev.vireo.tensor.internal.tape;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.internal.graph.Node;
import dev.vireo.tensor.internal.graph.Segment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first run of a recomputed function. It records only the tensors from outside that the function uses: inputs, and
 * parameters that the function refers to itself.
 */
public final class ForwardSegment implements Segment {
    private final Node inside = new Inside();
    private final Map<Place, Entry> entries = new LinkedHashMap<>();

    /**
     * The spec and the version of an external tensor when it was used.
     *
     * @param spec its spec
     * @param version the number of writes into its memory
     */
    public record Entry(TensorSpec spec, int version) {}

    @Override
    public boolean postpones(Tensor[] inputs, Tensor[] outputs, int differentiable) {
        for (var input : inputs) {
            if (input.requiresGrad() && TENSORS.node(input) != inside) {
                var entry = new Entry(input.spec(), TENSORS.handle(input).version());
                entries.putIfAbsent(new Place(TENSORS.node(input), TENSORS.outputIndex(input)), entry);
            }
        }
        for (int i = 0; i < differentiable; i++) {
            if (outputs[i].dtype().isFloating()) {
                TENSORS.attach(outputs[i], inside, 0);
            }
        }
        return true;
    }

    @Override
    public void recorded(Node node) {
        throw new AssertionError(node.label() + " was recorded in the first run of a recomputed function");
    }

    /** Returns the external tensors by their place in the graph. */
    public Map<Place, Entry> entries() {
        return entries;
    }

    /** Whether a tensor was computed inside the function. */
    public boolean made(Tensor tensor) {
        return tensor.requiresGrad() && TENSORS.node(tensor) == inside;
    }

    /** Represents all nodes that the second run will record. */
    private static final class Inside extends Node {
        Inside() {
            super(1);
        }

        @Override
        @Nullable
        public Tensor[] backward(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
            throw new AssertionError("the first run of a recomputed function has no graph");
        }

        @Override
        public String label() {
            return "recomputation";
        }

        @Override
        public TensorSpec outputSpec(int output) {
            throw new AssertionError("the first run of a recomputed function has no graph");
        }
    }
}
