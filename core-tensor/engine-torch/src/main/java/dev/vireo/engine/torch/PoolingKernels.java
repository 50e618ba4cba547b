package dev.vireo.engine.torch;

import dev.vireo.tensor.engine.KernelTable;

/** Pooling over windows. */
final class PoolingKernels {
    private PoolingKernels() {}

    static KernelTable table() {
        return KernelTable.of("torch pooling")
                .all(MaxPoolKernels.table())
                .all(AvgPoolKernels.table())
                .all(AdaptivePoolKernels.table())
                .build();
    }
}
