package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.trace.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Reshapes to dynamic shapes: equal leading sizes are copied from the input, and one of the others is inferred. Only
 * where several of those are dynamic, nodes compute the shape.
 */
final class Reshapes {
    private static final Size COPIED = Size.of(0);
    private static final Size INFERRED = Size.of(-1);

    private Reshapes() {}

    static Value reshape(Call call, Value x, List<Size> from, List<Size> to) {
        var graph = call.graph();
        if (from.equals(to)) {
            return graph.op("Identity", x);
        }
        if (to.contains(COPIED)) { // a size of an empty tensor cannot be inferred
            return graph.node("Reshape", x, call.sizes().of(to))
                    .with("allowzero", true)
                    .value();
        }
        var sizes = new ArrayList<>(to);
        int first = 0;
        while (first < Math.min(from.size(), to.size()) && from.get(first).equals(to.get(first))) {
            sizes.set(first++, COPIED);
        }
        if (first < sizes.size()) {
            var rest = sizes.subList(first, sizes.size());
            long dynamic = rest.stream().filter(size -> !size.isConstant()).count();
            if (dynamic == 0) {
                rest.set(0, INFERRED);
            } else if (dynamic == 1) {
                rest.replaceAll(size -> size.isConstant() ? size : INFERRED);
            }
        }
        return graph.op("Reshape", x, call.sizes().of(sizes));
    }
}
