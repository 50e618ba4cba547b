package dev.vireo.engine.torch;

import dev.vireo.engine.torch.internal.kernel.attention.AttentionKernels;
import dev.vireo.engine.torch.internal.kernel.half.HalfSpeed;
import dev.vireo.engine.torch.internal.kernel.half.ProductKind;
import dev.vireo.engine.torch.internal.kernel.half.WideningKernels;

/** The cases of attention in bfloat16 on a CPU without instructions for it. */
final class WidenedAttentionKernelsTest extends AttentionKernelsTest {
    @Override
    GradientCheck check() {
        return GradientCheck.inBfloat16(
                WideningKernels.over(AttentionKernels.table(), ProductKind.ATTENTION, HalfSpeed.naive()));
    }
}
