package dev.vireo.engine.torch.internal.library;

import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Op;

/** A gradient whose forward is a kernel, which may return residuals after the results. */
public abstract class KernelGradient<O extends Op> implements FusedGradient<O> {
    private final Kernel<O> kernel;
    private final Saved saved;

    /**
     * A gradient of what a kernel computes.
     *
     * @param kernel computes the results, followed by residuals if there are any
     * @param saved the inputs and results that backward reads
     */
    protected KernelGradient(Kernel<O> kernel, Saved saved) {
        this.kernel = kernel;
        this.saved = saved;
    }

    @Override
    public final Saved saved() {
        return saved;
    }

    @Override
    public final NativeTensor[] forward(O op, NativeTensor[] inputs) {
        return kernel.run(op, inputs);
    }
}
