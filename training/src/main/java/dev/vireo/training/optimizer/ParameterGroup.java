package dev.vireo.training.optimizer;

import dev.vireo.nn.Block;
import dev.vireo.tensor.Tensor;
import java.util.List;

/**
 * Parameters with their own factors for the learning rate and the weight decay.
 *
 * @param parameters the parameters, each once
 * @param learningRateFactor the factor of the optimizer's learning rate
 * @param weightDecayFactor the factor of the optimizer's weight decay; 0 for none
 */
public record ParameterGroup(List<Tensor> parameters, double learningRateFactor, double weightDecayFactor) {
    /** Copies the list. */
    public ParameterGroup {
        parameters = List.copyOf(parameters);
    }

    /** Parameters with the optimizer's settings. */
    public static ParameterGroup of(List<Tensor> parameters) {
        return new ParameterGroup(parameters, 1, 1);
    }

    /** All parameters that are not frozen, with the optimizer's settings. */
    public static List<ParameterGroup> all(Block net) {
        return List.of(of(net.parameters()));
    }

    /**
     * Applies weight decay to matrices and convolution kernels, but not to biases and the vectors of normalizations.
     */
    public static List<ParameterGroup> decayingMatricesOnly(Block net) {
        return List.of(
                of(net.parameters().stream()
                        .filter(each -> each.shape().rank() > 1)
                        .toList()),
                of(net.parameters().stream()
                                .filter(each -> each.shape().rank() <= 1)
                                .toList())
                        .weightDecayFactor(0));
    }

    /** With another factor for the learning rate. */
    public ParameterGroup learningRateFactor(double factor) {
        return new ParameterGroup(parameters, factor, weightDecayFactor);
    }

    /** With another factor for the weight decay. */
    public ParameterGroup weightDecayFactor(double factor) {
        return new ParameterGroup(parameters, learningRateFactor, factor);
    }
}
