package dev.vireo.training.optimizer;

import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of an optimizer for one parameter: tensors in the order of their names, and the number of steps made. Owns the
 * tensors.
 */
final class ParameterState implements AutoCloseable {
    private final Map<String, Tensor> tensors;
    private long steps;

    private ParameterState(Map<String, Tensor> tensors, long steps) {
        this.tensors = Collections.unmodifiableMap(tensors);
        this.steps = steps;
    }

    /** Zeros on the parameter's engine. */
    static ParameterState zero(Tensor parameter, Map<String, TensorSpec> specs) {
        var tensors = new TreeMap<String, Tensor>();
        Engines.with(parameter.engine(), () -> {
            specs.forEach((name, spec) -> tensors.put(name, Tensor.zeros(spec).own()));
            return tensors;
        });
        return new ParameterState(tensors, 0);
    }

    /** Copies of saved tensors, with the types and devices that the specs say, on the parameter's engine. */
    static ParameterState copy(Tensor parameter, Map<String, TensorSpec> specs, Map<String, Tensor> saved, long steps) {
        var state = zero(parameter, specs);
        state.tensors.forEach((name, tensor) -> {
            var value = saved.getOrDefault(name, tensor);
            tensor.assign(value.to(parameter.engine()).to(tensor.device()));
        });
        state.steps = steps;
        return state;
    }

    Map<String, Tensor> tensors() {
        return tensors;
    }

    long steps() {
        return steps;
    }

    /** Counts a step, and returns its number. */
    long nextStep() {
        return ++steps;
    }

    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
    }
}
