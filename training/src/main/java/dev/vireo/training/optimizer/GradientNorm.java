package dev.vireo.training.optimizer;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import java.util.List;

/** The Euclidean norm of all gradients together, as if they were one vector. */
public final class GradientNorm {
    private static final double EPS = 1e-6;

    private GradientNorm() {}

    /** The norm; 0 where no parameter has a gradient, not a number on meta. */
    public static double of(List<Tensor> parameters) {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var norms = parameters.stream()
                    .flatMap(each -> each.grad().stream())
                    .map(gradient -> together(gradient.norm(2)))
                    .toArray(Tensor[]::new);
            return norms.length == 0 ? 0 : Tensor.stack(0, norms).norm(2).itemOrNaN();
        }
    }

    /** Norms from several devices meet on the CPU; those on meta have no values to bring there. */
    private static Tensor together(Tensor norm) {
        return norm.device().isMeta() ? norm : norm.to(Device.CPU);
    }

    /**
     * Scales all gradients by max / (norm + 1e-6) where the norm is larger, as
     * {@code torch.nn.utils.clip_grad_norm_} does. (Pascanu et al. 2013)
     *
     * @return the norm before
     */
    public static double clip(List<Tensor> parameters, double max) {
        double norm = of(parameters);
        double factor = max / (norm + EPS);
        if (!(factor >= 1)) { // one that is no number makes all gradients so, as in PyTorch
            try (var scope = TensorScope.open();
                    var off = Autograd.noGrad()) {
                parameters.forEach(each -> each.grad().ifPresent(gradient -> gradient.assignScale(factor)));
            }
        }
        return norm;
    }
}
