package dev.vireo.engine.torch.internal.kernel.half;

import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.NativeTensor;

/**
 * Gives a fused gradient the saved tensors and gradients in float32. The first residual belongs to {@link WideningKernels}.
 */
record WideTape(FusedGradient.Tape tape, WideTensors wide) implements FusedGradient.Tape {
    @Override
    public int inputs() {
        return tape.inputs();
    }

    @Override
    public NativeTensor input(int position) {
        return wide.of(tape.input(position));
    }

    @Override
    public NativeTensor output(int position) {
        return wide.of(tape.output(position));
    }

    @Override
    public NativeTensor residual(int position) {
        return tape.residual(position + 1);
    }

    @Override
    public NativeTensor gradient(int position) {
        return wide.of(tape.gradient(position));
    }

    @Override
    public boolean hasGradient(int position) {
        return tape.hasGradient(position);
    }
}
