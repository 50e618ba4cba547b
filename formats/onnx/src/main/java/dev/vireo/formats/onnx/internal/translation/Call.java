package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.DynamicSizes;
import dev.vireo.formats.onnx.internal.GraphBuilder;
import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.trace.Size;
import dev.vireo.tensor.trace.Step;
import dev.vireo.tensor.trace.TraceValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A step of a trace and the graph that its nodes are added to.
 *
 * @param graph the graph that is being built
 * @param sizes computes dynamic sizes in that graph
 * @param step the step, with the shapes of its inputs and results
 * @param inputs the graph's values of the inputs
 * @param dtypes the types of the inputs
 */
public record Call(GraphBuilder graph, DynamicSizes sizes, Step step, List<Value> inputs, List<DType> dtypes) {
    /** Returns the call for a step whose inputs are in the graph. */
    public static Call of(GraphBuilder graph, DynamicSizes sizes, Step step, Function<TraceValue, Value> values) {
        return new Call(
                graph,
                sizes,
                step,
                step.inputs().stream().map(values).toList(),
                step.inputs().stream().map(input -> input.spec().dtype()).toList());
    }

    Value in(int index) {
        return inputs.get(index);
    }

    /** Returns the number of inputs. */
    int count() {
        return inputs.size();
    }

    Value[] all() {
        return inputs.toArray(new Value[0]);
    }

    DType dtype(int input) {
        return dtypes.get(input);
    }

    DType resultType() {
        return step.outputs().get(0).spec().dtype();
    }

    /** Returns the number of dimensions of an input. */
    int rank(int input) {
        return shape(input).size();
    }

    /** Returns the shape of an input, with its dynamic sizes. */
    List<Size> shape(int input) {
        return step.inputs().get(input).sizes();
    }

    /** Returns the shape of the first result, with its dynamic sizes. */
    List<Size> resultShape() {
        return step.outputs().get(0).sizes();
    }

    /** Returns one size of an input; dimension -1 is the last. */
    Size size(int input, int dim) {
        return shape(input).get(dim < 0 ? dim + rank(input) : dim);
    }

    /**
     * Returns one size of an input that the translation needs as a number.
     *
     * @throws VireoException if it is dynamic
     */
    long fixed(int input, int dim) {
        return fixed(size(input, dim));
    }

    /**
     * Returns a size that the translation needs as a number.
     *
     * @throws VireoException if it is dynamic
     */
    static long fixed(Size size) {
        if (!size.isConstant()) {
            throw new VireoException("ONNX takes a constant where the size is " + size + "; fix these dimensions");
        }
        return size.constant();
    }

    /** Returns an attribute of the operation, which may be dynamic, as a scalar. */
    Value number(String attribute, double constant, DType dtype) {
        var dynamic = step.dynamic().get(attribute);
        return dynamic == null ? graph.scalar(constant, dtype) : sizes.scalar(dynamic, dtype);
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
        var types = new ArrayList<DType>();
        for (int i = 0; i < count(); i++) {
            boolean other = which.test(dtype(i));
            values.add(other ? graph.cast(in(i), to) : in(i));
            types.add(other ? to : dtype(i));
        }
        return new Call(graph, sizes, step, List.copyOf(values), List.copyOf(types));
    }
}
