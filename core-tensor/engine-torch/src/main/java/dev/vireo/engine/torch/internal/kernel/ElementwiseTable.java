package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Op;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** Builds a table of kernels from one or two tensors to one. */
public final class ElementwiseTable {
    private final KernelTable.Builder rows = KernelTable.of("torch elementwise");

    /** Adds the kernel of a function of one tensor. */
    public <O extends Op> ElementwiseTable unary(O op, UnaryOperator<Tensor> function) {
        rows.kernel(op, (any, in) -> TorchTensor.one(function.apply(TorchTensor.unwrap(in[0]))));
        return this;
    }

    /** Adds the kernel of a function of two tensors. */
    public <O extends Op> ElementwiseTable binary(O op, BinaryOperator<Tensor> function) {
        rows.kernel(
                op, (any, in) -> TorchTensor.one(function.apply(TorchTensor.unwrap(in[0]), TorchTensor.unwrap(in[1]))));
        return this;
    }

    /** Returns the table. */
    public KernelTable build() {
        return rows.build();
    }
}
