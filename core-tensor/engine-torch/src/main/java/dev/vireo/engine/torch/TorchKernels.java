package dev.vireo.engine.torch;

import dev.vireo.tensor.engine.KernelTable;

/** All kernels, family by family. */
final class TorchKernels {
    private TorchKernels() {}

    static KernelTable table() {
        var activations = KernelTable.of("torch activations")
                .all(ElementwiseKernels.table())
                .all(ActivationKernels.table())
                .build();
        return KernelTable.of("torch")
                .all(activations)
                .all(ActivationGradients.table(activations.forward()))
                .all(CreationKernels.table())
                .all(ReductionKernels.table())
                .all(ViewKernels.table())
                .all(LinearAlgebraKernels.table())
                .all(QuantizeKernels.table())
                .all(FakeQuantizeKernels.table())
                .all(UpdateKernels.table())
                .all(ConvolutionKernels.table())
                .all(PoolingKernels.table())
                .all(NormalizationKernels.table())
                .all(RegularizationKernels.table())
                .all(EmbedKernels.table())
                .all(LossKernels.table())
                .all(ResamplingKernels.table())
                .all(AttentionKernels.table())
                .all(RecurrentKernels.table())
                .build();
    }
}
