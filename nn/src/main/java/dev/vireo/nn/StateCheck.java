package dev.vireo.nn;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import java.util.IdentityHashMap;
import java.util.Map;

/** Whether a state fits a layer, before anything is changed. */
final class StateCheck {
    private StateCheck() {}

    /** All names are there, no others, and the shapes are the same. */
    static void names(String what, Map<String, Tensor> own, Map<String, Tensor> state) {
        own.forEach((key, value) -> {
            var given = state.get(key);
            if (given == null) {
                throw new VireoException(what + ": '" + key + "' is missing");
            }
            if (!given.shape().equals(value.shape())) {
                throw new VireoException(
                        what + ": '" + key + "' has the shape " + given.shape() + "; the layer's is " + value.shape());
            }
        });
        for (var key : state.keySet()) {
            if (!own.containsKey(key)) {
                throw new VireoException(what + ": the layer has no '" + key + "'");
            }
        }
    }

    /** There are values to copy, and memory to hold them. */
    static void values(Map<String, Tensor> own, Map<String, Tensor> state) {
        own.forEach((key, value) -> {
            if (value.device().isMeta()) {
                throw new VireoException("loadStateDict: the layer's '" + key + "' is on meta and holds no values; call"
                        + " toEmpty(device) first, or assignStateDict(state)");
            }
            if (state.getOrDefault(key, value).device().isMeta()) {
                throw new VireoException("loadStateDict: '" + key + "' is on meta and has no values to copy");
            }
        });
    }

    /** What is trained gets floating types, and no two names share a tensor: each has an owner, which frees it. */
    static void assignable(Map<String, Tensor> own, Map<String, Tensor> state) {
        own.forEach((key, value) -> {
            var dtype = state.getOrDefault(key, value).dtype();
            if (value.dtype().isFloating() != dtype.isFloating()) {
                throw new VireoException(
                        "assignStateDict: '" + key + "' has the type " + dtype + "; the layer's is " + value.dtype());
            }
        });
        var names = new IdentityHashMap<Tensor, String>();
        state.forEach((key, value) -> {
            var other = names.put(value, key);
            if (other != null) {
                throw new VireoException("assignStateDict: '" + other + "' and '" + key
                        + "' are one tensor; expected one each, or loadStateDict(state), which copies");
            }
        });
    }

    /** What is on meta has no values to take elsewhere. */
    static void movable(Map<String, Tensor> own, Device device) {
        own.forEach((key, value) -> {
            if (value.device().isMeta() && !device.isMeta()) {
                throw new VireoException("to: '" + key + "' is on meta and has no values to move to " + device
                        + "; call toEmpty(" + device + ") and load a state");
            }
        });
    }
}
