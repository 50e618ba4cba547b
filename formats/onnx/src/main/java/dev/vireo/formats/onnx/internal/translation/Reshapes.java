package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Graph;
import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.Shape;

/**
 * Reshapes that keep the batch size dynamic: equal leading sizes are copied from the input, and the first that differs
 * is inferred.
 */
final class Reshapes {
    private static final long COPIED = 0;
    private static final long WORKED_OUT = -1;

    private Reshapes() {}

    static Value reshape(Graph graph, Value x, Shape from, Shape to) {
        if (from.equals(to)) {
            return graph.op("Identity", x);
        }
        if (to.elements() == 0) { // a size of an empty tensor cannot be inferred
            return graph.node("Reshape", x, graph.longs(to.toArray()))
                    .with("allowzero", true)
                    .value();
        }
        var sizes = to.toArray();
        int first = 0;
        while (first < Math.min(from.rank(), to.rank()) && from.size(first) == to.size(first)) {
            sizes[first++] = COPIED;
        }
        if (first < sizes.length) {
            sizes[first] = WORKED_OUT;
        }
        return graph.op("Reshape", x, graph.longs(sizes));
    }
}
