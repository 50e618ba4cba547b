package dev.vireo.engine.torch.internal.kernel.loss;

import dev.vireo.tensor.engine.KernelTable;

/** All kernels of losses. */
public final class LossKernels {
    private LossKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch loss")
                .all(CrossEntropyKernels.table())
                .all(NllLossKernels.table())
                .all(BinaryCrossEntropyKernels.table())
                .build();
    }
}
