package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Activation;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Kernels of activations with attributes. */
public final class ActivationKernels {
    private ActivationKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch activations")
                .kernel(
                        Activation.Gelu.class,
                        (op, in) -> TorchTensor.one(torch.gelu(TorchTensor.unwrap(in[0]), op.tanh() ? "tanh" : "none")))
                .kernel(
                        Activation.LeakyRelu.class,
                        (op, in) -> TorchTensor.one(
                                torch.leaky_relu(TorchTensor.unwrap(in[0]), Scalars.of(op.negativeSlope()))))
                .kernel(
                        Activation.Elu.class,
                        (op, in) -> TorchTensor.one(torch.elu(
                                TorchTensor.unwrap(in[0]), Scalars.of(op.alpha()), Scalars.of(1L), Scalars.of(1L))))
                .kernel(
                        Activation.Softplus.class,
                        (op, in) -> TorchTensor.one(torch.softplus(
                                TorchTensor.unwrap(in[0]), Scalars.of(op.beta()), Scalars.of(op.threshold()))))
                .kernel(Activation.Clamp.class, (op, in) -> TorchTensor.one(clamp(op, TorchTensor.unwrap(in[0]))))
                .kernel(
                        Activation.Softmax.class,
                        (op, in) -> TorchTensor.one(torch.softmax(TorchTensor.unwrap(in[0]), op.dim())))
                .kernel(
                        Activation.LogSoftmax.class,
                        (op, in) -> TorchTensor.one(torch.log_softmax(TorchTensor.unwrap(in[0]), op.dim())))
                .build();
    }

    private static Tensor clamp(Activation.Clamp op, Tensor x) {
        try (var min = bound(op.min(), x);
                var max = bound(op.max(), x)) {
            return !min.has_value() && !max.has_value() ? x.clone() : torch.clamp(x, min, max);
        }
    }

    private static ScalarOptional bound(double value, Tensor x) {
        if (Double.isInfinite(value)) {
            return new ScalarOptional();
        }
        return new ScalarOptional(x.is_floating_point() ? Scalars.of(value) : Scalars.of(inRange(value, x)));
    }

    /** Limits a bound to the range of an integral type. libtorch would refuse it or wrap it around. */
    private static long inRange(double value, Tensor x) {
        boolean signed = x.scalar_type().intern() != ScalarType.Byte;
        long lowest = signed ? -1L << (8 * x.element_size() - 1) : 0;
        long highest = signed ? ~lowest : 255;
        return Math.max(lowest, Math.min(highest, (long) value));
    }
}
