package dev.vireo.engine.torch.internal.kernel.normalization;

import dev.vireo.tensor.engine.KernelTable;

/** All kernels of normalizations. */
public final class NormalizationKernels {
    private NormalizationKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch normalization")
                .all(BatchNormKernels.table())
                .all(LayerNormKernels.table())
                .all(GroupNormKernels.table())
                .all(RmsNormKernels.table())
                .build();
    }
}
