package dev.vireo.training.optimizer;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import java.util.Map;

/**
 * One step of one parameter.
 *
 * @param parameter to be changed in place
 * @param gradient of the parameter's shape; float32 where the parameter is float16 or bfloat16
 * @param state the state tensors by name, to be changed in place
 * @param number of the step for this parameter, from 1
 * @param learningRate with the schedule and the group's factor
 * @param weightDecay with the group's factor
 */
public record ParameterStep(
        Tensor parameter,
        Tensor gradient,
        Map<String, Tensor> state,
        long number,
        double learningRate,
        double weightDecay) {
    /**
     * A state tensor.
     *
     * @throws VireoException if the optimizer declared none of this name
     */
    public Tensor state(String name) {
        var tensor = state.get(name);
        if (tensor == null) {
            throw new VireoException(
                    "optimizer: there is no state '" + name + "'; state(parameter) declares " + state.keySet());
        }
        return tensor;
    }
}
