package dev.vireo.engine.torch.internal.kernel.normalization;

import dev.vireo.engine.torch.internal.library.OptionalTensor;
import dev.vireo.engine.torch.internal.library.OutputMask;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.engine.torch.internal.library.Tuples;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Normalization;
import dev.vireo.tensor.op.Normalization.GroupNorm;
import dev.vireo.tensor.op.Normalization.InstanceNorm;
import java.util.function.ToLongBiFunction;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Kernels of group normalization. Instance normalization has one group per channel. */
public final class GroupNormKernels {
    private GroupNormKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        var group = new Normalize<GroupNorm>((op, x) -> op.groups());
        var instance = new Normalize<InstanceNorm>((op, x) -> x.size(1));
        return KernelTable.of("torch group norm")
                .kernel(GroupNorm.class, group)
                .kernel(InstanceNorm.class, instance)
                .gradient(GroupNorm.class, group)
                .gradient(InstanceNorm.class, instance)
                .build();
    }

    /**
     * libtorch assumes dense operands without checking. Residuals: mean and 1 / standard deviation of each group of
     * each sample.
     */
    private record Normalize<O extends Normalization>(ToLongBiFunction<O, Tensor> groups)
            implements Kernel<O>, FusedGradient<O> {
        @Override
        public NativeTensor[] run(O op, NativeTensor[] inputs) {
            return Tuples.first(normalize(op, inputs));
        }

        @Override
        public Saved saved() {
            return Saved.inputs(0, 1);
        }

        @Override
        public NativeTensor[] forward(O op, NativeTensor[] inputs) {
            return Tuples.split(normalize(op, inputs));
        }

        private T_TensorTensorTensor_T normalize(O op, NativeTensor[] inputs) {
            try (var x = TorchTensor.unwrap(inputs[0]).contiguous();
                    var weight = OptionalTensor.dense(inputs, 1);
                    var bias = OptionalTensor.dense(inputs, 2)) {
                long samples = x.size(0);
                long channels = x.size(1);
                return torch.native_group_norm(
                        x,
                        weight.get(),
                        bias.get(),
                        samples,
                        channels,
                        positions(x, samples * channels),
                        groups.applyAsLong(op, x),
                        op.eps());
            }
        }

        @Override
        public NativeTensor[] backward(O op, Tape tape, boolean[] needed) {
            try (var x = TorchTensor.unwrap(tape.input(0)).contiguous();
                    var gradient = TorchTensor.unwrap(tape.gradient(0)).contiguous();
                    var weight = OptionalTensor.dense(tape, 1)) {
                long samples = x.size(0);
                long channels = x.size(1);
                var gradients = torch.native_group_norm_backward(
                        gradient,
                        x,
                        TorchTensor.unwrap(tape.residual(0)),
                        TorchTensor.unwrap(tape.residual(1)),
                        weight.get(),
                        samples,
                        channels,
                        positions(x, samples * channels),
                        groups.applyAsLong(op, x),
                        OutputMask.of(needed));
                return Tuples.gradients(gradients, needed);
            }
        }

        /** The number of values per channel of a sample. */
        private static long positions(Tensor x, long planes) {
            return planes == 0 ? 0 : x.numel() / planes;
        }
    }
}
