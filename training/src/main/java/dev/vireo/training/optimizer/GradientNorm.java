package dev.vireo.training.optimizer;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The Euclidean norm of all gradients together, as if they were one vector. It is computed in float32 or wider, from
 * gradients divided by the largest magnitude, so that squares neither overflow nor underflow.
 */
public final class GradientNorm {
    private static final double EPS = 1e-6;

    private GradientNorm() {}

    /** The norm; 0 where no parameter has a gradient, NaN on meta. Waits for the device. */
    public static double of(List<Tensor> parameters) {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            return norm(gradients(parameters)).itemOrNaN();
        }
    }

    /**
     * Scales all gradients by max / (norm + 1e-6) where the norm is larger, as
     * {@code torch.nn.utils.clip_grad_norm_} (Pascanu et al. 2013). A gradient that is NaN makes all of them NaN. Does not
     * wait for the device.
     */
    public static void clip(List<Tensor> parameters, double max) {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var gradients = gradients(parameters);
            var factor = norm(gradients).add(EPS).reciprocal().mul(max).clamp(0, 1);
            for (var gradient : gradients) {
                try (var inner = TensorScope.open()) {
                    var wide = wide(gradient);
                    gradient.assign(wide.mul(factor.to(gradient.device()).to(wide.dtype())));
                }
            }
        }
    }

    private static List<Tensor> gradients(List<Tensor> parameters) {
        return parameters.stream()
                .flatMap(each -> Autograd.gradientValues(each).stream())
                .toList();
    }

    private static Tensor norm(List<Tensor> gradients) {
        if (gradients.isEmpty()) {
            return Tensor.scalar(0, DType.FLOAT64);
        }
        var largest = each(gradients, gradient -> gradient.norm(Double.POSITIVE_INFINITY))
                .amax();
        var divisor = divisor(largest, gradients);
        return each(
                        gradients,
                        gradient -> gradient.div(divisor.to(gradient.device()).to(gradient.dtype()))
                                .norm(2))
                .norm(2)
                .mul(divisor);
    }

    /** The largest magnitude, but finite and above 0 in the type of every gradient, so that quotients are right. */
    private static Tensor divisor(Tensor largest, List<Tensor> gradients) {
        boolean float64 = gradients.stream().allMatch(each -> each.dtype() == DType.FLOAT64);
        return float64
                ? largest.clamp(1e-300, 1e300)
                : largest.to(DType.FLOAT32).clamp(1e-37, 1e38).to(DType.FLOAT64);
    }

    /** A scalar of each gradient as one float64 vector, on the device of the gradients or else on the CPU. */
    private static Tensor each(List<Tensor> gradients, UnaryOperator<Tensor> scalar) {
        var home = home(gradients);
        var scalars = gradients.stream()
                .map(gradient -> {
                    try (var scope = TensorScope.open()) {
                        return scope.keep(
                                scalar.apply(wide(gradient)).to(DType.FLOAT64).to(home));
                    }
                })
                .toArray(Tensor[]::new);
        return Tensor.stack(0, scalars);
    }

    private static Device home(List<Tensor> gradients) {
        var first = gradients.get(0).device();
        return gradients.stream().allMatch(each -> each.device().equals(first)) ? first : Device.CPU;
    }

    private static Tensor wide(Tensor gradient) {
        return gradient.dtype().isHalf() ? gradient.to(DType.FLOAT32) : gradient;
    }
}
