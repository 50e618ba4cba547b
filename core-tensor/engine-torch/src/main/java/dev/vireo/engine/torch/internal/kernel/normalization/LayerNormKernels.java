package dev.vireo.engine.torch.internal.kernel.normalization;

import dev.vireo.engine.torch.internal.library.OptionalTensor;
import dev.vireo.engine.torch.internal.library.OutputMask;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.engine.torch.internal.library.Tuples;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Normalization.LayerNorm;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Kernels of layer normalization. */
public final class LayerNormKernels {
    private LayerNormKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch layer norm")
                .kernel(LayerNorm.class, (op, inputs) -> Tuples.first(normalize(op, inputs)))
                .gradient(LayerNorm.class, new Gradient())
                .build();
    }

    /** Returns y, and the mean and 1 / standard deviation of each row. */
    private static T_TensorTensorTensor_T normalize(LayerNorm op, NativeTensor[] inputs) {
        var x = TorchTensor.unwrap(inputs[0]);
        try (var weight = OptionalTensor.of(inputs, 1);
                var bias = OptionalTensor.of(inputs, 2)) {
            return torch.native_layer_norm(x, last(x, op.dims()), weight.get(), bias.get(), op.eps());
        }
    }

    /** Returns the sizes of the last {@code count} dimensions. */
    public static long[] last(Tensor x, int count) {
        var sizes = new long[count];
        long first = x.dim() - count;
        for (int i = 0; i < count; i++) {
            sizes[i] = x.size(first + i);
        }
        return sizes;
    }

    /** Residuals: mean and 1 / standard deviation of each row. */
    private static final class Gradient implements FusedGradient<LayerNorm> {
        @Override
        public Saved saved() {
            return Saved.inputs(0, 1);
        }

        @Override
        public NativeTensor[] forward(LayerNorm op, NativeTensor[] inputs) {
            return Tuples.split(normalize(op, inputs));
        }

        @Override
        public NativeTensor[] backward(LayerNorm op, Tape tape, boolean[] needed) {
            var x = TorchTensor.unwrap(tape.input(0));
            try (var weight = OptionalTensor.of(tape, 1)) {
                var gradients = torch.native_layer_norm_backward(
                        TorchTensor.unwrap(tape.gradient(0)),
                        x,
                        last(x, op.dims()),
                        TorchTensor.unwrap(tape.residual(0)),
                        TorchTensor.unwrap(tape.residual(1)),
                        weight.get(),
                        weight.get(), // in place of the bias, of which only the size and type are read
                        OutputMask.of(needed));
                return Tuples.gradients(gradients, needed);
            }
        }
    }
}
