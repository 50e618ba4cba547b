package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Graph;
import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * An operation that ran, and where its nodes go.
 *
 * @param inputs the values that the inputs have become
 * @param inputSpecs what the inputs were
 * @param outputSpecs what the results were
 */
public record Call(Graph graph, List<Value> inputs, List<TensorSpec> inputSpecs, List<TensorSpec> outputSpecs) {
    Value in(int index) {
        return inputs.get(index);
    }

    int size() {
        return inputs.size();
    }

    Value[] all() {
        return inputs.toArray(new Value[0]);
    }

    Shape shape(int input) {
        return inputSpecs.get(input).shape();
    }

    DType dtype(int input) {
        return inputSpecs.get(input).dtype();
    }

    Shape resultShape() {
        return outputSpecs.get(0).shape();
    }

    DType resultType() {
        return outputSpecs.get(0).dtype();
    }

    /** A constant of the first input's type. */
    Value scalar(double value) {
        return graph.scalar(value, dtype(0));
    }

    /** The first input in the type that sums of its type have. */
    Value accumulated() {
        var wide = dtype(0).accumulated();
        return wide == dtype(0) ? in(0) : graph.cast(in(0), wide);
    }

    /** The same call with inputs of certain types cast. */
    Call cast(Predicate<DType> which, DType to) {
        var values = new ArrayList<Value>();
        var specs = new ArrayList<TensorSpec>();
        for (int i = 0; i < inputs.size(); i++) {
            boolean other = which.test(dtype(i));
            values.add(other ? graph.cast(in(i), to) : in(i));
            specs.add(other ? inputSpecs.get(i).with(to) : inputSpecs.get(i));
        }
        return new Call(graph, List.copyOf(values), List.copyOf(specs), outputSpecs);
    }
}
