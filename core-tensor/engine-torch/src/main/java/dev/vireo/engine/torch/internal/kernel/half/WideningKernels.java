package dev.vireo.engine.torch.internal.kernel.half;

import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Op;

/**
 * Runs kernels in float32 for half types that have only naive ones on this CPU: the inputs are cast to float32, and the
 * results are rounded to the half type once. Other types and devices take the kernels unchanged.
 */
public final class WideningKernels {
    private final ProductKind kind;
    private final HalfSpeed speed;

    private WideningKernels(ProductKind kind, HalfSpeed speed) {
        this.kind = kind;
        this.speed = speed;
    }

    /** Returns the kernels and fused gradients of a table, all of which are of one kind and have one result. */
    public static KernelTable over(KernelTable kernels, ProductKind kind, HalfSpeed speed) {
        var widening = new WideningKernels(kind, speed);
        return new KernelTable(
                kernels.forward().map(widening::kernel), kernels.gradients().map(widening::gradient), kernels.gaps());
    }

    private <O extends Op> Kernel<O> kernel(Kernel<O> kernel) {
        return (op, inputs) -> widens(inputs[0]) ? widened(op, kernel, inputs) : kernel.run(op, inputs);
    }

    private <O extends Op> FusedGradient<O> gradient(FusedGradient<O> gradient) {
        return new FusedGradient<>() {
            @Override
            public Saved saved() {
                return gradient.saved();
            }

            @Override
            public NativeTensor[] forward(O op, NativeTensor[] inputs) {
                return widens(inputs[0]) ? widenedForward(op, gradient, inputs) : gradient.forward(op, inputs);
            }

            @Override
            public NativeTensor[] backward(O op, Tape tape, boolean[] needed) {
                return widens(tape.gradient(0))
                        ? widenedBackward(op, gradient, tape, needed)
                        : gradient.backward(op, tape, needed);
            }
        };
    }

    private boolean widens(NativeTensor value) {
        return speed.isNaive(kind, TorchTensor.unwrap(value));
    }

    private static <O extends Op> NativeTensor[] widened(O op, Kernel<O> kernel, NativeTensor[] inputs) {
        var type = TorchTensor.unwrap(inputs[0]).scalar_type();
        try (var wide = new WideTensors()) {
            return new NativeTensor[] {WideTensors.narrow(kernel.run(op, wide.of(inputs))[0], type)};
        }
    }

    /** Returns the result in the half type, the types of the inputs, and the residuals of the gradient as they are. */
    private static <O extends Op> NativeTensor[] widenedForward(
            O op, FusedGradient<O> gradient, NativeTensor[] inputs) {
        var types = InputTypes.of(inputs);
        try (var wide = new WideTensors()) {
            var results = gradient.forward(op, wide.of(inputs));
            var narrowed = new NativeTensor[results.length + 1];
            narrowed[0] = WideTensors.narrow(results[0], types.types().get(0));
            narrowed[1] = types;
            System.arraycopy(results, 1, narrowed, 2, results.length - 1);
            return narrowed;
        }
    }

    private static <O extends Op> NativeTensor[] widenedBackward(
            O op, FusedGradient<O> gradient, FusedGradient.Tape tape, boolean[] needed) {
        var types = (InputTypes) tape.residual(0);
        try (var wide = new WideTensors()) {
            var gradients = gradient.backward(op, new WideTape(tape, wide), needed);
            return types.narrow(gradients, needed);
        }
    }
}
