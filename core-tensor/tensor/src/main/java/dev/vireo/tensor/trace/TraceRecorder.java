package dev.vireo.tensor.trace;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The settings for recording a {@link Trace}: state, inputs and names of outputs. Immutable; each method returns a
 * changed copy.
 *
 * <pre>{@code
 * var trace = Trace.recorder()
 *         .state(net.stateDict())
 *         .input("tokens", tokens, "batch", "time")
 *         .input("mask", mask, "batch", "time")
 *         .outputs("logits")
 *         .record(in -> List.of(net.call(in.get(0), in.get(1))));
 * }</pre>
 */
public final class TraceRecorder {
    private final Map<String, Tensor> state;
    private final List<TraceInput> inputs;
    private final List<String> outputs;

    private TraceRecorder(Map<String, Tensor> state, List<TraceInput> inputs, List<String> outputs) {
        this.state = state;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** A recorder without state, inputs and names of outputs. */
    static TraceRecorder empty() {
        return new TraceRecorder(Map.of(), List.of(), List.of());
    }

    /** Names the parameters and buffers that the function uses. A tensor with several names takes the first. */
    public TraceRecorder state(Map<String, Tensor> stateDict) {
        return new TraceRecorder(Collections.unmodifiableMap(new LinkedHashMap<>(stateDict)), inputs, outputs);
    }

    /**
     * Adds an input.
     *
     * @param sample an example of it; its dynamic dimensions have size 1 at least
     * @param dims names of the dynamic dimensions, from the first dimension on. An empty name, or none, fixes a dimension.
     *     Dimensions of one name are equal in all inputs.
     * @throws VireoException if the name is taken, or a dimension has another size than one of the same name
     */
    public TraceRecorder input(String name, Tensor sample, String... dims) {
        if (inputs.stream().anyMatch(input -> input.name().equals(name))) {
            throw new VireoException("trace: there are two inputs '" + name + "'");
        }
        var names = new ArrayList<>(List.of(dims));
        while (names.size() < sample.shape().rank()) {
            names.add("");
        }
        var more = new ArrayList<>(inputs);
        more.add(new TraceInput(name, sample, List.copyOf(names)));
        var recorder = new TraceRecorder(state, List.copyOf(more), outputs);
        recorder.symbols();
        return recorder;
    }

    /**
     * Names the outputs, in the order in which the function returns them. Without names a single one is called
     * {@code output}, several {@code output0}, {@code output1} and so on.
     *
     * @throws VireoException if two are equal
     */
    public TraceRecorder outputs(String... names) {
        if (new HashSet<>(Arrays.asList(names)).size() < names.length) {
            throw new VireoException("trace: the names of outputs must differ; got " + List.of(names));
        }
        return new TraceRecorder(state, inputs, List.of(names));
    }

    /**
     * Runs the function several times, and returns its trace. Gradients are off, and the current thread's generator of
     * random numbers is left as it was.
     *
     * @param function takes the inputs in order and returns the outputs in order. Everything else that it uses must
     * exist already, and each run must do the same.
     * @throws VireoException if the function reads values that depend on an input, writes into its state, does
     * something else in another run, or depends on sizes in a way that is not a polynomial
     */
    public Trace record(UnaryOperator<List<Tensor>> function) {
        try (var recordings = RecordedRuns.of(this, function)) {
            return new Assembly(this, recordings).trace();
        }
    }

    List<TraceInput> inputs() {
        return inputs;
    }

    /** The sizes of the dynamic dimensions in the samples, by name. */
    Map<String, Long> symbols() {
        var sizes = new LinkedHashMap<String, Long>();
        for (var input : inputs) {
            for (int dim = 0; dim < input.dims().size(); dim++) {
                var name = input.dims().get(dim);
                long size = input.sample().shape().size(dim);
                var before = name.isEmpty() ? null : sizes.putIfAbsent(name, size);
                if (before != null && before != size) {
                    throw new VireoException(
                            "trace: the dimension '" + name + "' has the size " + size + " in the input '"
                                    + input.name() + "' " + input.sample().shape() + ", and " + before
                                    + " before; dimensions of one name must be equal");
                }
            }
        }
        return sizes;
    }

    /** The state's names by tensor. */
    Map<Tensor, String> names() {
        Map<Tensor, String> names = new IdentityHashMap<>();
        state.forEach((name, tensor) -> names.putIfAbsent(tensor, name));
        return names;
    }

    /** Returns names for this number of outputs. */
    List<String> outputs(int count) {
        if (outputs.isEmpty()) {
            return count == 1
                    ? List.of("output")
                    : IntStream.range(0, count).mapToObj(i -> "output" + i).toList();
        }
        if (outputs.size() != count) {
            throw new VireoException("trace: the function returns " + count + " tensors; got the names " + outputs);
        }
        return outputs;
    }
}
