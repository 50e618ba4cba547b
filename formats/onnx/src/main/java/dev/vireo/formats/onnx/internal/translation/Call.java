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
 * A recorded operation and the graph that its nodes are added to.
 *
 * @param graph the graph that is being built
 * @param inputs the graph's values of the inputs
 * @param inputSpecs the shapes and types of the inputs
 * @param outputSpecs the shapes and types of the results
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

    /** Returns a constant of the first input's type. */
    Value scalar(double value) {
        return graph.scalar(value, dtype(0));
    }

    /** Returns the first input, cast to the type in which sums of its type accumulate. */
    Value accumulated() {
        var wide = dtype(0).accumulated();
        return wide == dtype(0) ? in(0) : graph.cast(in(0), wide);
    }

    /** Returns the same call with the inputs of certain types cast. */
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
