package dev.vireo.engine.torch;

import dev.vireo.tensor.engine.KernelTable;

/** Losses. */
final class LossKernels {
    private LossKernels() {}

    static KernelTable table() {
        return KernelTable.of("torch loss")
                .all(CrossEntropyKernels.table())
                .all(NllLossKernels.table())
                .all(BinaryCrossEntropyKernels.table())
                .build();
    }
}
