package dev.vireo.nn.parametrization;

import dev.vireo.nn.Parameter;
import dev.vireo.nn.Parametrization;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.autograd.GradMode;

/**
 * Weight normalization: g v / |v|, where v is the stored tensor {@code [out, ...]}, |v| its norm for each output, and g
 * {@code [out, 1, ...]} is a further parameter. Initially g = |v|, so that the value does not change. As {@code
 * torch.nn.utils.parametrizations.weight_norm} with dim 0. (Salimans and Kingma 2016)
 */
public final class WeightNorm extends Parametrization {
    private final Parameter g;

    /**
     * Named {@code weight_norm}.
     *
     * @param weight the stored tensor that it is for
     */
    public WeightNorm(Tensor weight) {
        super("weight_norm");
        g = parameter("g", firstNorm(weight));
    }

    @Override
    protected Tensor materialize(Tensor base) {
        return base.mul(g.value().div(norm(base)));
    }

    private static Tensor firstNorm(Tensor weight) {
        try (var off = GradMode.off()) {
            return norm(weight);
        }
    }

    /** {@code [out, 1, ...]}. */
    private static Tensor norm(Tensor weight) {
        return weight.norm(2, PerOutput.dims("WeightNorm", weight), true);
    }
}
