package dev.vireo.tensor.trace;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.op.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One run of a trace's steps. Results are freed after their last use. */
final class Replay {
    private final Trace trace;
    private final Map<Integer, Tensor> tensors = new HashMap<>();
    private final Map<Symbol, Long> sizes = new HashMap<>();
    private final Map<Integer, Integer> lastUse = new HashMap<>();

    /** The tensors that this run must not free: leaves and outputs. */
    private final Set<Integer> kept = new HashSet<>();

    Replay(Trace trace) {
        this.trace = trace;
    }

    List<Tensor> run(List<Tensor> inputs) {
        bind(inputs);
        trace.outputs().values().forEach(output -> kept.add(output.id()));
        var steps = trace.steps();
        for (int i = 0; i < steps.size(); i++) {
            for (var input : steps.get(i).inputs()) {
                lastUse.put(input.id(), i);
            }
        }
        try (var scope = TensorScope.open()) {
            return Engines.with(engine(), () -> {
                for (int i = 0; i < steps.size(); i++) {
                    run(steps.get(i));
                    free(steps.get(i), i);
                }
                return outputs(scope);
            });
        }
    }

    /** The device of the inputs and leaves, if there are any. */
    private Engine engine() {
        return tensors.values().stream().map(Tensor::engine).findFirst().orElseGet(Engines::current);
    }

    private void bind(List<Tensor> inputs) {
        var expected = trace.inputs();
        if (inputs.size() != expected.size()) {
            throw new VireoException("trace: takes " + expected.size() + " inputs, "
                    + expected.stream().map(Leaf.Input::name).toList() + "; got " + inputs.size());
        }
        for (int i = 0; i < inputs.size(); i++) {
            bind(expected.get(i), inputs.get(i));
        }
        trace.leaves().forEach(leaf -> {
            leaf.data().ifPresent(tensor -> tensors.put(leaf.value().id(), tensor));
            kept.add(leaf.value().id());
        });
    }

    private void bind(Leaf.Input input, Tensor tensor) {
        var value = input.value();
        boolean fits = tensor.dtype() == value.spec().dtype()
                && tensor.shape().rank() == value.sizes().size();
        for (int dim = 0; fits && dim < value.sizes().size(); dim++) {
            var size = value.sizes().get(dim);
            for (var term : size.terms()) {
                sizes.putIfAbsent(term.symbols().get(0), tensor.shape().size(dim));
            }
            fits = size.evaluate(this::size) == tensor.shape().size(dim);
        }
        if (!fits) {
            throw new VireoException(
                    "trace: the input '" + input.name() + "' is " + tensor.spec() + "; expected " + value + sizes());
        }
        tensors.put(value.id(), tensor);
    }

    private String sizes() {
        return sizes.isEmpty() ? "" : " where " + sizes;
    }

    private void run(Step step) {
        var inputs = step.inputs().stream().map(value -> tensor(value.id())).toArray(Tensor[]::new);
        var op = step.op(this::size);
        var results = op instanceof Update update ? updated(update, inputs) : Engines.run(op, inputs);
        for (int i = 0; i < results.length; i++) {
            tensors.put(step.outputs().get(i).id(), results[i]);
        }
    }

    /** Writes into copies, so that leaves keep their values. */
    private static Tensor[] updated(Update op, Tensor... inputs) {
        var written = Arrays.copyOf(inputs, op.written(inputs.length));
        var copies = inputs.clone();
        for (int i = 0; i < written.length; i++) {
            written[i] = inputs[i].copy();
            copies[i] = written[i];
        }
        Engines.run(op, copies);
        return written;
    }

    private void free(Step step, int index) {
        for (var input : step.inputs()) {
            if (lastUse.getOrDefault(input.id(), index) == index && kept.add(input.id())) {
                tensor(input.id()).close();
            }
        }
    }

    private List<Tensor> outputs(TensorScope scope) {
        var outputs = new ArrayList<Tensor>();
        for (var value : trace.outputs().values()) {
            outputs.add(TENSORS.keep(
                    scope, tensor(value.id()).get())); // an input may be an output, and one value two outputs
        }
        return List.copyOf(outputs);
    }

    private long size(Symbol symbol) {
        var known = sizes.get(symbol);
        return known != null ? known : tensor(symbol.value()).shape().size(symbol.dim());
    }

    private Tensor tensor(int value) {
        var tensor = tensors.get(value);
        if (tensor == null) {
            throw new AssertionError("value " + value + " is used before it is made");
        }
        return tensor;
    }
}
