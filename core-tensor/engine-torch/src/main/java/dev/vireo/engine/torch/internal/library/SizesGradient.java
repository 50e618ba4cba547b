package dev.vireo.engine.torch.internal.library;

import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Op;
import org.bytedeco.pytorch.Tensor;

/** The gradient of an operation of one tensor that needs the sizes of its input, but no values. */
public abstract class SizesGradient<O extends Op> implements FusedGradient<O> {
    private final Kernel<O> kernel;

    /** A gradient of what a kernel computes. */
    protected SizesGradient(Kernel<O> kernel) {
        this.kernel = kernel;
    }

    @Override
    public final Saved saved() {
        return Saved.NOTHING;
    }

    @Override
    public final StandIn standIn(int input) {
        return StandIn.ANY;
    }

    @Override
    public final NativeTensor[] forward(O op, NativeTensor[] inputs) {
        return new NativeTensor[] {kernel.run(op, inputs)[0], sizes(op, TorchTensor.unwrap(inputs[0]))};
    }

    @Override
    public final NativeTensor[] backward(O op, Tape tape, boolean[] needed) {
        return TorchTensor.one(backward(op, TorchTensor.unwrap(tape.gradient(0)), InputSizes.residual(tape, 0)));
    }

    /** The sizes that backward needs. */
    protected InputSizes sizes(O op, Tensor input) {
        return InputSizes.of(input);
    }

    /** The gradient of the input from that of the result. */
    protected abstract Tensor backward(O op, Tensor gradient, InputSizes input);
}
