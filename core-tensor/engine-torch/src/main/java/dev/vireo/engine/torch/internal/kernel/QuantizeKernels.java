package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Quantize.IntMatMul;

/** Kernels of integer matrix products. */
public final class QuantizeKernels {
    private QuantizeKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch quantization")
                .kernel(IntMatMul.class, Int8Product.checked())
                .build();
    }
}
