package dev.vireo.engine.torch;

import dev.vireo.engine.torch.internal.kernel.ActivationGradients;
import dev.vireo.engine.torch.internal.kernel.ActivationKernels;
import dev.vireo.engine.torch.internal.kernel.ConvolutionKernels;
import dev.vireo.engine.torch.internal.kernel.CreationKernels;
import dev.vireo.engine.torch.internal.kernel.ElementwiseKernels;
import dev.vireo.engine.torch.internal.kernel.EmbedKernels;
import dev.vireo.engine.torch.internal.kernel.FakeQuantizeKernels;
import dev.vireo.engine.torch.internal.kernel.LinearAlgebraKernels;
import dev.vireo.engine.torch.internal.kernel.QuantizeKernels;
import dev.vireo.engine.torch.internal.kernel.RecurrentKernels;
import dev.vireo.engine.torch.internal.kernel.ReductionKernels;
import dev.vireo.engine.torch.internal.kernel.RegularizationKernels;
import dev.vireo.engine.torch.internal.kernel.ResamplingKernels;
import dev.vireo.engine.torch.internal.kernel.UpdateKernels;
import dev.vireo.engine.torch.internal.kernel.ViewKernels;
import dev.vireo.engine.torch.internal.kernel.attention.AttentionKernels;
import dev.vireo.engine.torch.internal.kernel.half.HalfSpeed;
import dev.vireo.engine.torch.internal.kernel.half.ProductKind;
import dev.vireo.engine.torch.internal.kernel.half.WideningKernels;
import dev.vireo.engine.torch.internal.kernel.loss.LossKernels;
import dev.vireo.engine.torch.internal.kernel.normalization.NormalizationKernels;
import dev.vireo.engine.torch.internal.kernel.pooling.PoolingKernels;
import dev.vireo.tensor.engine.KernelTable;

/** All kernels of the engine. */
final class TorchKernels {
    private TorchKernels() {}

    /** @param speed tells which kernels of half types are too slow to use */
    static KernelTable table(HalfSpeed speed) {
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
                .all(WideningKernels.over(LinearAlgebraKernels.table(), ProductKind.ONEDNN, speed))
                .all(QuantizeKernels.table())
                .all(FakeQuantizeKernels.table())
                .all(UpdateKernels.table())
                .all(WideningKernels.over(ConvolutionKernels.table(), ProductKind.ONEDNN, speed))
                .all(PoolingKernels.table())
                .all(NormalizationKernels.table())
                .all(RegularizationKernels.table())
                .all(EmbedKernels.table())
                .all(LossKernels.table())
                .all(ResamplingKernels.table())
                .all(WideningKernels.over(AttentionKernels.table(), ProductKind.ATTENTION, speed))
                .all(RecurrentKernels.table(speed))
                .build();
    }
}
