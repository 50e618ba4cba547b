package dev.vireo.engine.torch.internal.kernel.loss;

import dev.vireo.engine.torch.internal.library.InputSizes;
import dev.vireo.engine.torch.internal.library.OptionalTensor;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.LossOp.NllLoss;
import org.bytedeco.pytorch.global.torch;

/** Kernels of the negative log-likelihood loss. */
public final class NllLossKernels {
    private NllLossKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch nll loss")
                .kernel(NllLoss.class, NllLossKernels::loss)
                .gradient(NllLoss.class, new Gradient())
                .build();
    }

    private static NativeTensor[] loss(NllLoss op, NativeTensor[] inputs) {
        return TorchTensor.one(torch.nll_loss_nd(
                TorchTensor.unwrap(inputs[0]),
                TorchTensor.unwrap(inputs[1]),
                OptionalTensor.NONE.get(),
                Targets.code(op.reduce()),
                op.ignoreIndex()));
    }

    /** Saves the target, and the sizes of the log-probabilities. */
    private static final class Gradient implements FusedGradient<NllLoss> {
        @Override
        public Saved saved() {
            return Saved.inputs(1);
        }

        @Override
        public StandIn standIn(int input) {
            return StandIn.ANY;
        }

        @Override
        public NativeTensor[] forward(NllLoss op, NativeTensor[] inputs) {
            return new NativeTensor[] {loss(op, inputs)[0], InputSizes.of(TorchTensor.unwrap(inputs[0]))};
        }

        @Override
        public NativeTensor[] backward(NllLoss op, Tape tape, boolean[] needed) {
            var gradient = TorchTensor.unwrap(tape.gradient(0));
            var target = TorchTensor.unwrap(tape.input(1));
            try (var targets = Targets.of(target, op.ignoreIndex(), op.reduce(), gradient);
                    var share = targets.share().neg();
                    var zeros = gradient.new_zeros(InputSizes.residual(tape, 0).values())) {
                return TorchTensor.one(zeros.scatter(1, targets.index(), share));
            }
        }
    }
}
