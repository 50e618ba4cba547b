package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Activation;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Unary;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Activations whose gradient libtorch computes in one pass. */
public final class ActivationGradients {
    private ActivationGradients() {}

    /** Computes the gradient from the result's gradient and the one saved value. */
    @FunctionalInterface
    private interface Formula<O extends Op> {
        Tensor apply(O op, Tensor gradient, Tensor saved);
    }

    /** Returns the kernels. */
    public static KernelTable table(OpTable<Kernel<?>> kernels) {
        return KernelTable.of("torch activation gradients")
                .gradient(
                        Unary.RELU,
                        ofResult(kernels, Unary.RELU, (op, g, y) -> torch.threshold_backward(g, y, Scalars.of(0L))))
                .gradient(Unary.SIGMOID, ofResult(kernels, Unary.SIGMOID, (op, g, y) -> torch.sigmoid_backward(g, y)))
                .gradient(Unary.TANH, ofResult(kernels, Unary.TANH, (op, g, y) -> torch.tanh_backward(g, y)))
                .gradient(Unary.SILU, ofInput(kernels, Unary.SILU, (op, g, x) -> torch.silu_backward(g, x)))
                .gradient(
                        Unary.HARD_SWISH,
                        ofInput(kernels, Unary.HARD_SWISH, (op, g, x) -> torch.hardswish_backward(g, x)))
                .gradient(
                        Activation.Gelu.class,
                        ofInput(
                                kernels,
                                Activation.Gelu.class,
                                (op, g, x) -> torch.gelu_backward(g, x, op.tanh() ? "tanh" : "none")))
                .gradient(
                        Activation.LeakyRelu.class,
                        ofInput(
                                kernels,
                                Activation.LeakyRelu.class,
                                (op, g, x) -> torch.leaky_relu_backward(g, x, Scalars.of(op.negativeSlope()), false)))
                .build();
    }

    private static <O extends Op> FusedGradient<O> ofResult(
            OpTable<Kernel<?>> kernels, Object key, Formula<O> formula) {
        return new OneSaved<>(kernel(kernels, key), FusedGradient.Saved.OUTPUTS, false, formula);
    }

    private static <O extends Op> FusedGradient<O> ofInput(OpTable<Kernel<?>> kernels, Object key, Formula<O> formula) {
        return new OneSaved<>(kernel(kernels, key), FusedGradient.Saved.INPUTS, true, formula);
    }

    @SuppressWarnings("unchecked") // the row has the same key
    private static <O extends Op> Kernel<O> kernel(OpTable<Kernel<?>> kernels, Object key) {
        return (Kernel<O>) kernels.require(key);
    }

    private record OneSaved<O extends Op>(Kernel<O> kernel, Saved saved, boolean input, Formula<O> formula)
            implements FusedGradient<O> {
        @Override
        public NativeTensor[] forward(O op, NativeTensor[] inputs) {
            return kernel.run(op, inputs);
        }

        @Override
        public NativeTensor[] backward(O op, Tape tape, boolean[] needed) {
            var value = input ? tape.input(0) : tape.output(0);
            return TorchTensor.one(formula.apply(op, TorchTensor.unwrap(tape.gradient(0)), TorchTensor.unwrap(value)));
        }
    }
}
