package dev.vireo.engine.torch;

import dev.vireo.engine.torch.internal.kernel.ConvolutionKernels;
import dev.vireo.engine.torch.internal.kernel.half.HalfSpeed;
import dev.vireo.engine.torch.internal.kernel.half.ProductKind;
import dev.vireo.engine.torch.internal.kernel.half.WideningKernels;

/** The cases of convolutions in bfloat16 on a CPU without instructions for it. */
final class WidenedConvolutionKernelsTest extends ConvolutionKernelsTest {
    @Override
    GradientCheck check() {
        return GradientCheck.inBfloat16(
                WideningKernels.over(ConvolutionKernels.table(), ProductKind.ONEDNN, HalfSpeed.naive()));
    }
}
