package dev.vireo.tensor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first run of a checkpointed function: keeps nothing of it but the places where it touches the graph outside, be
 * they inputs or parameters that the function reaches by itself.
 */
final class ForwardSegment implements Segment {
    private final Node inside = new Inside();
    private final Map<Place, Entry> entries = new LinkedHashMap<>();

    /** What came in at a place, and the version that it had. */
    record Entry(TensorSpec spec, int version) {}

    @Override
    public boolean postpones(Tensor[] inputs, Tensor[] outputs, int differentiable) {
        for (var input : inputs) {
            if (input.requiresGrad() && input.node() != inside) {
                var entry = new Entry(input.spec(), input.handle().version());
                entries.putIfAbsent(new Place(input.node(), input.outputIndex()), entry);
            }
        }
        for (int i = 0; i < differentiable; i++) {
            if (outputs[i].dtype().isFloating()) {
                outputs[i].attach(inside, 0);
            }
        }
        return true;
    }

    @Override
    public void recorded(Node node) {
        throw new AssertionError(node.label() + " was recorded in the forward run of a checkpoint");
    }

    Map<Place, Entry> entries() {
        return entries;
    }

    /** Whether a gradient for this tensor concerns what is inside. */
    boolean made(Tensor tensor) {
        return tensor.requiresGrad() && tensor.node() == inside;
    }

    /** Stands for all nodes that the second run will make. */
    private static final class Inside extends Node {
        Inside() {
            super(1);
        }

        @Override
        @Nullable
        Tensor[] backward(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
            throw new AssertionError("a checkpoint's forward run has no graph");
        }

        @Override
        void release() {}

        @Override
        void guard() {}

        @Override
        String label() {
            return "checkpoint";
        }

        @Override
        TensorSpec outputSpec(int output) {
            throw new AssertionError("a checkpoint's forward run has no graph");
        }
    }
}
