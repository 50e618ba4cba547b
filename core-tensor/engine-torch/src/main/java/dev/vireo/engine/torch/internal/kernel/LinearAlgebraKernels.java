package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.KernelGradient;
import dev.vireo.engine.torch.internal.library.TensorLists;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.LinearAlgebra.Linear;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Kernels of matrix products. */
public final class LinearAlgebraKernels {
    private LinearAlgebraKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch linear algebra")
                .kernel(
                        LinearAlgebra.MatMul.class,
                        (op, in) -> TorchTensor.one(torch.matmul(TorchTensor.unwrap(in[0]), TorchTensor.unwrap(in[1]))))
                .kernel(Linear.class, (op, in) -> linear(in))
                .kernel(LinearAlgebra.Einsum.class, (op, in) -> {
                    try (var operands = TensorLists.vector(in)) {
                        return TorchTensor.one(apart(torch.einsum(op.equation(), operands), in[0]));
                    }
                })
                .gradient(Linear.class, new LinearGradient())
                .build();
    }

    /** With one operand libtorch may only permute and return a view, which must be copied. */
    private static Tensor apart(Tensor result, NativeTensor operand) {
        if (!result.is_alias_of(TorchTensor.unwrap(operand))) {
            return result;
        }
        try (result) {
            return result.clone();
        }
    }

    private static NativeTensor[] linear(NativeTensor[] in) {
        var x = TorchTensor.unwrap(in[0]);
        var weight = TorchTensor.unwrap(in[1]);
        return TorchTensor.one(
                in.length == 3 ? torch.linear(x, weight, TorchTensor.unwrap(in[2])) : torch.linear(x, weight));
    }

    /** Merges leading dimensions to one batch: two products and a sum. */
    private static final class LinearGradient extends KernelGradient<Linear> {
        LinearGradient() {
            super((op, inputs) -> linear(inputs), Saved.inputs(0, 1));
        }

        @Override
        public NativeTensor[] backward(Linear op, Tape tape, boolean[] needed) {
            var g = TorchTensor.unwrap(tape.gradient(0));
            var result = new NativeTensor[needed.length];
            if (needed[0]) {
                result[0] = TorchTensor.of(torch.matmul(g, TorchTensor.unwrap(tape.input(1))));
            }
            try (var rows = rows(g)) {
                if (needed[1]) {
                    try (var x = rows(TorchTensor.unwrap(tape.input(0)));
                            var transposed = rows.t()) {
                        result[1] = TorchTensor.of(torch.mm(transposed, x));
                    }
                }
                if (needed.length == 3 && needed[2]) {
                    result[2] = TorchTensor.of(torch.sum(rows, 0));
                }
            }
            return result;
        }

        private static Tensor rows(Tensor x) {
            return x.dim() == 2 ? new Tensor(x) : x.reshape(-1, x.size(x.dim() - 1));
        }
    }
}
