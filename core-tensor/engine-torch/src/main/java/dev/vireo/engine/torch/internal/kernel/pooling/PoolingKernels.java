package dev.vireo.engine.torch.internal.kernel.pooling;

import dev.vireo.tensor.engine.KernelTable;

/** Pooling over windows. */
public final class PoolingKernels {
    private PoolingKernels() {}

    public static KernelTable table() {
        return KernelTable.of("torch pooling")
                .all(MaxPoolKernels.table())
                .all(AvgPoolKernels.table())
                .all(AdaptivePoolKernels.table())
                .build();
    }
}
