package dev.vireo.training;

import dev.vireo.nn.Block;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.AnomalyDetector;
import dev.vireo.training.state.State;
import dev.vireo.training.state.Stateful;

/** The parameters and buffers of a network in checkpoints. A saved tensor must have the same shape and type. */
record NetworkState(String name, Block net) implements Stateful {
    @Override
    public State state() {
        return State.ofTensors(net.stateDict());
    }

    @Override
    public Runnable prepare(State saved) {
        var own = net.stateDict();
        own.forEach((key, tensor) -> check(key, tensor, saved.tensor(key)));
        saved.tensors().keySet().stream()
                .filter(key -> !own.containsKey(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new VireoException("the network has no '" + key + "'");
                });
        return () -> net.loadStateDict(saved.tensors());
    }

    private static void check(String key, Tensor own, Tensor saved) {
        if (!saved.shape().equals(own.shape()) || saved.dtype() != own.dtype()) {
            throw new VireoException("'" + key + "' is " + saved.dtype() + " " + saved.shape() + "; the network's is "
                    + own.dtype() + " " + own.shape());
        }
        if (own.device().isMeta()) {
            throw new VireoException(
                    "the network's '" + key + "' is on meta and holds no values; call toEmpty(device) first");
        }
    }

    /**
     * Requires that the trainable parameters are finite.
     *
     * @throws VireoException naming the first one that is not
     */
    void requireFinite(String when) {
        net.namedParameters().forEach((key, tensor) -> {
            if (!AnomalyDetector.isFinite(tensor)) {
                throw new NonFiniteLossException("training: the parameter '" + key + "' is NaN or infinite " + when
                        + "; to see which operation it comes from, resume() with detectAnomalies()");
            }
        });
    }
}
