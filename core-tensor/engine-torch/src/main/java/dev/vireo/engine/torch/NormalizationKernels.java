package dev.vireo.engine.torch;

import dev.vireo.tensor.engine.KernelTable;

/** Normalization over batches, layers and groups. */
final class NormalizationKernels {
    private NormalizationKernels() {}

    static KernelTable table() {
        return KernelTable.of("torch normalization")
                .all(BatchNormKernels.table())
                .all(LayerNormKernels.table())
                .all(GroupNormKernels.table())
                .all(RmsNormKernels.table())
                .build();
    }
}
