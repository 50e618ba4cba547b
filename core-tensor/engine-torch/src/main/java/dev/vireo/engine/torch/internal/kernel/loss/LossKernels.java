package dev.vireo.engine.torch.internal.kernel.loss;

import dev.vireo.tensor.engine.KernelTable;

/** Losses. */
public final class LossKernels {
    private LossKernels() {}

    public static KernelTable table() {
        return KernelTable.of("torch loss")
                .all(CrossEntropyKernels.table())
                .all(NllLossKernels.table())
                .all(BinaryCrossEntropyKernels.table())
                .build();
    }
}
