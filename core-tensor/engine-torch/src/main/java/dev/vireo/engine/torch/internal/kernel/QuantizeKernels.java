package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.Aten;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Quantize.IntMatMul;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Kernels of integer matrix products. */
public final class QuantizeKernels {
    private QuantizeKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        var intMatMul = Aten.of("_int_mm");
        return KernelTable.of("torch quantization")
                .kernel(
                        IntMatMul.class,
                        (op, in) -> TorchTensor.one(
                                intMatMul(intMatMul, TorchTensor.unwrap(in[0]), TorchTensor.unwrap(in[1]))))
                .build();
    }

    private static Tensor intMatMul(Aten function, Tensor a, Tensor b) {
        if (a.numel() > 0 && b.numel() > 0) {
            return function.one(new IValue(a), new IValue(b));
        }
        try (var wideA = a.to(ScalarType.Int);
                var wideB = b.to(ScalarType.Int)) {
            return torch.matmul(wideA, wideB);
        }
    }
}
