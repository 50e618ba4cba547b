package dev.vireo.training.optimizer;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The state of an optimizer under the names of its parameters, as files hold it. */
final class StateNames {
    private static final String STEP = "step";

    private StateNames() {}

    static Map<String, Tensor> write(
            Map<String, Tensor> parameters, Map<Tensor, ParameterState> states, List<String> kinds) {
        var all = new LinkedHashMap<String, Tensor>();
        parameters.forEach((name, parameter) -> {
            var state = states.get(parameter);
            if (state == null) {
                return;
            }
            all.put(key(name, STEP), Tensor.of(new long[] {state.steps()}));
            for (int i = 0; i < kinds.size(); i++) {
                all.put(key(name, kinds.get(i)), state.tensors().get(i));
            }
        });
        return all;
    }

    static Map<Tensor, ParameterState> read(
            Map<String, Tensor> parameters, Map<String, Tensor> saved, List<String> kinds) {
        var unknown = new HashSet<>(saved.keySet());
        var stepped = new LinkedHashMap<String, Tensor>();
        parameters.forEach((name, parameter) -> {
            if (saved.containsKey(key(name, STEP))) {
                unknown.remove(key(name, STEP));
                kinds.forEach(kind -> unknown.remove(check(saved, key(name, kind), parameter)));
                stepped.put(name, parameter);
            }
        });
        refuse(unknown);
        var states = new IdentityHashMap<Tensor, ParameterState>();
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            stepped.forEach((name, parameter) -> {
                var tensors =
                        kinds.stream().map(kind -> find(saved, key(name, kind))).toList();
                long steps = (long) find(saved, key(name, STEP)).item();
                states.put(parameter, ParameterState.copy(parameter, tensors, steps));
            });
        }
        return states;
    }

    private static String check(Map<String, Tensor> saved, String key, Tensor parameter) {
        var tensor = find(saved, key);
        if (!tensor.shape().equals(parameter.shape()) || tensor.dtype() != parameter.dtype()) {
            throw new VireoException("optimizer state: '" + key + "' is " + describe(tensor) + "; the parameter is "
                    + describe(parameter));
        }
        return key;
    }

    private static Tensor find(Map<String, Tensor> saved, String key) {
        var tensor = saved.get(key);
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

    private static String describe(Tensor tensor) {
        DType dtype = tensor.dtype();
        return dtype + " " + tensor.shape();
    }

    private static String key(String parameter, String kind) {
        return parameter + "." + kind;
    }
}
