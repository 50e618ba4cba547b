package dev.vireo.training.optimizer;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;
import java.util.List;

/**
 * Parameters with settings of their own.
 *
 * @param learningRateFactor times the optimizer's learning rate
 * @param weightDecayFactor times the optimizer's weight decay; 0 for none
 */
public record ParameterGroup(List<Tensor> parameters, double learningRateFactor, double weightDecayFactor) {
    public ParameterGroup {
        parameters = List.copyOf(parameters);
    }

    /** With the optimizer's settings. */
    public static ParameterGroup of(List<Tensor> parameters) {
        return new ParameterGroup(parameters, 1, 1);
    }

    /** All parameters that are not frozen, with the optimizer's settings. */
    public static List<ParameterGroup> all(Layer net) {
        return List.of(of(net.parameters()));
    }

    /** Weight decay for matrices and convolution kernels, none for biases and the vectors of normalizations. */
    public static List<ParameterGroup> decayingMatricesOnly(Layer net) {
        return List.of(
                of(net.parameters().stream()
                        .filter(each -> each.shape().rank() > 1)
                        .toList()),
                of(net.parameters().stream()
                                .filter(each -> each.shape().rank() <= 1)
                                .toList())
                        .weightDecayFactor(0));
    }

    public ParameterGroup learningRateFactor(double factor) {
        return new ParameterGroup(parameters, factor, weightDecayFactor);
    }

    public ParameterGroup weightDecayFactor(double factor) {
        return new ParameterGroup(parameters, learningRateFactor, factor);
    }
}
