package dev.vireo.engine.torch.internal.kernel.pooling;

import dev.vireo.tensor.engine.KernelTable;

/** All kernels of pooling. */
public final class PoolingKernels {
    private PoolingKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch pooling")
                .all(MaxPoolKernels.table())
                .all(AvgPoolKernels.table())
                .all(AdaptivePoolKernels.table())
                .build();
    }
}
