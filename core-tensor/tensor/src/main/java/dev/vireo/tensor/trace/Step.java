package dev.vireo.tensor.trace;

import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * One operation of a trace.
 *
 * @param op the operation with its attributes for the sample inputs
 * @param inputs the inputs
 * @param outputs the results; for an {@link dev.vireo.tensor.op.Update} the values that the written inputs have
 * afterwards
 * @param path the path of the layer that runs it, joined by dots; empty outside any layer
 * @param dynamic the attributes that depend on the sizes of the inputs, by name: that of the record component, with a
 * position where it is a list ({@code end}, {@code shape[0]})
 */
public record Step(Op op, List<TraceValue> inputs, List<TraceValue> outputs, String path, Map<String, Size> dynamic) {
    /**
     * An attribute that is an integer, by the name of the record component.
     *
     * @throws IllegalArgumentException if the operation has no such attribute
     */
    public Size size(String attribute) {
        var known = dynamic.get(attribute);
        return known != null ? known : Size.of((long) Attributes.of(op).number(attribute));
    }

    /**
     * An attribute that is a list of integers or a shape, by the name of the record component.
     *
     * @throws IllegalArgumentException if the operation has no such attribute
     */
    public List<Size> sizes(String attribute) {
        return Attributes.of(op).positions(attribute).stream().map(this::size).toList();
    }

    /** The operation for given sizes of the symbols. */
    public Op op(ToLongFunction<Symbol> sizes) {
        if (dynamic.isEmpty()) {
            return op;
        }
        var numbers = dynamic.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry ->
                (double) entry.getValue().evaluate(sizes)));
        return Attributes.of(op).with(numbers);
    }

    /** Text such as {@code %3 = linear(%0, %1, %2)  # net.head}. */
    @Override
    public String toString() {
        var attributes = op instanceof Enum<?> ? "" : Attributes.of(op).describe(dynamic);
        return ids(outputs) + " = " + OpKeys.label(op) + attributes + "(" + ids(inputs) + ")"
                + (path.isEmpty() ? "" : "  # " + path);
    }

    private static String ids(List<TraceValue> values) {
        return values.stream().map(value -> "%" + value.id()).collect(Collectors.joining(", "));
    }
}
