package dev.vireo.engine.torch;

import dev.vireo.engine.torch.internal.kernel.RecurrentKernels;
import dev.vireo.engine.torch.internal.kernel.half.HalfSpeed;

/** The cases of recurrent layers in bfloat16 on a CPU without instructions for it. */
final class WidenedRecurrentKernelsTest extends RecurrentKernelsTest {
    @Override
    GradientCheck check() {
        return GradientCheck.inBfloat16(RecurrentKernels.table(HalfSpeed.naive()));
    }
}
