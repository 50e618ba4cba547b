package dev.vireo.training.optimizer;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.training.state.State;
import dev.vireo.training.state.Stateful;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The state of an optimizer under the names of its parameters: {@code conv.weight.exp_avg}, and the number of steps, int64
 * {@code [1]}, as {@code conv.weight.step}. A parameter that has made no step has no entry.
 */
record OptimizerState(Optimizer optimizer, String name, Map<String, Tensor> parameters) implements Stateful {
    private static final String STEP = "step";
    private static final TensorSpec STEPS = new TensorSpec(Shape.of(1), DType.INT64, Device.CPU);

    @Override
    public State state() {
        var all = new LinkedHashMap<String, Tensor>();
        parameters.forEach((parameterName, parameter) -> {
            var state = optimizer.states().get(parameter);
            if (state != null) {
                all.put(key(parameterName, STEP), Tensor.of(new long[] {state.steps()}));
                state.tensors().forEach((kind, tensor) -> all.put(key(parameterName, kind), tensor));
            }
        });
        return State.ofTensors(all);
    }

    @Override
    public Runnable prepare(State saved) {
        var unknown = new HashSet<>(saved.tensors().keySet());
        var stepped = new LinkedHashMap<String, Tensor>();
        parameters.forEach((parameterName, parameter) -> {
            if (saved.tensors().containsKey(key(parameterName, STEP))) {
                unknown.remove(check(saved, key(parameterName, STEP), STEPS, parameter));
                optimizer
                        .state(parameter.spec())
                        .forEach((kind, spec) ->
                                unknown.remove(check(saved, key(parameterName, kind), spec, parameter)));
                stepped.put(parameterName, parameter);
            }
        });
        refuse(unknown);
        return () -> apply(saved, stepped);
    }

    private void apply(State saved, Map<String, Tensor> stepped) {
        var states = new IdentityHashMap<Tensor, ParameterState>();
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            stepped.forEach((parameterName, parameter) -> {
                var specs = optimizer.state(parameter.spec());
                var tensors = new LinkedHashMap<String, Tensor>();
                specs.keySet().forEach(kind -> tensors.put(kind, find(saved, key(parameterName, kind))));
                long steps = (long) find(saved, key(parameterName, STEP)).item();
                states.put(parameter, ParameterState.copy(parameter, specs, tensors, steps));
            });
        }
        optimizer.states(states);
    }

    private static String check(State saved, String key, TensorSpec expected, Tensor parameter) {
        var tensor = find(saved, key);
        if (!tensor.shape().equals(expected.shape()) || !fits(tensor.dtype(), expected.dtype(), parameter.dtype())) {
            throw new VireoException("optimizer state: '" + key + "' is " + tensor.dtype() + " " + tensor.shape()
                    + "; expected " + expected.dtype() + " " + expected.shape() + " for the parameter "
                    + parameter.dtype() + " " + parameter.shape());
        }
        return key;
    }

    /** Earlier versions saved the moments of half parameters in their type. */
    private static boolean fits(DType saved, DType expected, DType parameter) {
        return saved == expected || parameter.isHalf() && saved == parameter && expected == DType.FLOAT32;
    }

    private static Tensor find(State saved, String key) {
        var tensor = saved.tensors().get(key);
        if (tensor == null) {
            throw new VireoException("optimizer state: '" + key + "' is missing; was it another optimizer's?");
        }
        return tensor;
    }

    private static void refuse(Set<String> unknown) {
        if (!unknown.isEmpty()) {
            throw new VireoException("optimizer state: '" + unknown.iterator().next()
                    + "' belongs to no parameter; was it another optimizer's, or another network's?");
        }
    }

    private static String key(String parameter, String kind) {
        return parameter + "." + kind;
    }
}
