package dev.vireo.engine.torch.internal.kernel.loss;

import dev.vireo.engine.torch.internal.library.KernelGradient;
import dev.vireo.engine.torch.internal.library.OptionalTensor;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.LossOp.BinaryCrossEntropyWithLogits;
import dev.vireo.tensor.op.LossOp.Reduce;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Kernels of binary cross entropy. */
public final class BinaryCrossEntropyKernels {
    private BinaryCrossEntropyKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch binary cross entropy")
                .kernel(BinaryCrossEntropyWithLogits.class, BinaryCrossEntropyKernels::loss)
                .gradient(BinaryCrossEntropyWithLogits.class, new Gradient())
                .build();
    }

    private static NativeTensor[] loss(BinaryCrossEntropyWithLogits op, NativeTensor[] inputs) {
        return TorchTensor.one(torch.binary_cross_entropy_with_logits(
                TorchTensor.unwrap(inputs[0]),
                TorchTensor.unwrap(inputs[1]),
                OptionalTensor.NONE.get(),
                OptionalTensor.NONE.get(),
                Targets.code(op.reduce())));
    }

    /** The gradient of the logits is sigmoid(x) - t, and that of the targets is -x, times the loss's gradient. */
    private static final class Gradient extends KernelGradient<BinaryCrossEntropyWithLogits> {
        Gradient() {
            super(BinaryCrossEntropyKernels::loss, Saved.inputs(0, 1));
        }

        @Override
        public NativeTensor[] backward(BinaryCrossEntropyWithLogits op, Tape tape, boolean[] needed) {
            var logits = TorchTensor.unwrap(tape.input(0));
            var targets = TorchTensor.unwrap(tape.input(1));
            var gradients = new NativeTensor[2];
            try (var each = each(op, TorchTensor.unwrap(tape.gradient(0)), logits)) {
                if (needed[1]) {
                    try (var product = logits.mul(each)) {
                        gradients[1] = TorchTensor.of(product.neg());
                    }
                }
                if (needed[0]) {
                    try (var probabilities = logits.sigmoid();
                            var difference = probabilities.sub(targets)) {
                        gradients[0] = TorchTensor.of(difference.mul(each));
                    }
                }
            }
            return gradients;
        }

        /** The gradient of the loss of each element. */
        private static Tensor each(BinaryCrossEntropyWithLogits op, Tensor gradient, Tensor logits) {
            return op.reduce() == Reduce.MEAN ? gradient.div(Scalars.of(logits.numel())) : new Tensor(gradient);
        }
    }
}
