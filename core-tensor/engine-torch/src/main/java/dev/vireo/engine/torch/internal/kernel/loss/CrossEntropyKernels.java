package dev.vireo.engine.torch.internal.kernel.loss;

import dev.vireo.engine.torch.internal.library.HalfPrecision;
import dev.vireo.engine.torch.internal.library.OptionalTensor;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.LossOp.CrossEntropy;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Kernels of cross entropy. */
public final class CrossEntropyKernels {
    private static final BytePointer ADD = new BytePointer("add");

    private CrossEntropyKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch cross entropy")
                .kernel(CrossEntropy.class, CrossEntropyKernels::loss)
                .gradient(CrossEntropy.class, new Gradient())
                .build();
    }

    private static NativeTensor[] loss(CrossEntropy op, NativeTensor[] inputs) {
        return TorchTensor.one(torch.cross_entropy_loss(
                TorchTensor.unwrap(inputs[0]),
                TorchTensor.unwrap(inputs[1]),
                OptionalTensor.NONE.get(),
                Targets.code(op.reduce()),
                op.ignoreIndex(),
                op.labelSmoothing()));
    }

    /**
     * Residual: the log-probabilities. The gradient is (softmax - target) times the share of each sample, computed in
     * the memory of the softmax. libtorch's two functions for it need another tensor of that size and take twice the
     * time.
     */
    private static final class Gradient implements FusedGradient<CrossEntropy> {
        @Override
        public Saved saved() {
            return Saved.inputs(1);
        }

        /**
         * Adding a constant to all logits of a sample does not change the loss, so the log-probabilities can replace
         * the logits.
         */
        @Override
        public StandIn standIn(int input) {
            return StandIn.residual(0);
        }

        @Override
        public NativeTensor[] forward(CrossEntropy op, NativeTensor[] inputs) {
            var target = TorchTensor.unwrap(inputs[1]);
            var logProbabilities = torch.log_softmax(TorchTensor.unwrap(inputs[0]), 1L);
            try {
                return new NativeTensor[] {
                    TorchTensor.of(loss(op, logProbabilities, target)), TorchTensor.of(logProbabilities)
                };
            } catch (RuntimeException e) {
                logProbabilities.close();
                throw e;
            }
        }

        private static Tensor loss(CrossEntropy op, Tensor logProbabilities, Tensor target) {
            var loss = torch.nll_loss_nd(
                    logProbabilities, target, OptionalTensor.NONE.get(), Targets.code(op.reduce()), op.ignoreIndex());
            if (op.labelSmoothing() == 0) {
                return loss;
            }
            try (loss;
                    var hard = loss.mul(Scalars.of(1 - op.labelSmoothing()));
                    var spread = spread(op, logProbabilities, target)) {
                return hard.sub(spread);
            }
        }

        /** The contribution of the part of the target that is spread over all classes, negated. */
        private static Tensor spread(CrossEntropy op, Tensor logProbabilities, Tensor target) {
            var weight = Scalars.of(op.labelSmoothing() / logProbabilities.size(1));
            try (var sums = logProbabilities.sum(1);
                    var ignored = target.eq(Scalars.of(op.ignoreIndex()))) {
                sums.masked_fill_(ignored, Scalars.of(0L));
                sums.mul_(weight);
                return switch (op.reduce()) {
                    case NONE -> new Tensor(sums);
                    case SUM -> sums.sum();
                    case MEAN -> mean(sums, target, op.ignoreIndex());
                };
            }
        }

        private static Tensor mean(Tensor losses, Tensor target, long ignoreIndex) {
            try (var counted = target.ne(Scalars.of(ignoreIndex));
                    var count = counted.sum();
                    var sum = losses.sum()) {
                return sum.div(count);
            }
        }

        @Override
        public NativeTensor[] backward(CrossEntropy op, Tape tape, boolean[] needed) {
            var logProbabilities = TorchTensor.unwrap(tape.residual(0));
            var gradient = TorchTensor.unwrap(tape.gradient(0));
            var target = TorchTensor.unwrap(tape.input(1));
            try (var targets = Targets.of(target, op.ignoreIndex(), op.reduce(), gradient)) {
                return TorchTensor.one(gradient(op, logProbabilities, targets));
            }
        }

        private static Tensor gradient(CrossEntropy op, Tensor logProbabilities, Targets targets) {
            // in half precision, 1 - p of an almost certain class would have no digits left
            try (var wide = HalfPrecision.widen(logProbabilities);
                    var difference = difference(op, wide.exp(), targets)) {
                return HalfPrecision.narrow(difference, logProbabilities);
            }
        }

        /** Takes ownership of the probabilities. */
        private static Tensor difference(CrossEntropy op, Tensor probabilities, Targets targets) {
            try {
                if (op.labelSmoothing() != 0) {
                    probabilities.sub_(Scalars.of(op.labelSmoothing() / probabilities.size(1)));
                }
                probabilities.scatter_(1, targets.index(), Scalars.of(op.labelSmoothing() - 1), ADD);
                return probabilities.mul_(targets.share());
            } catch (RuntimeException e) {
                probabilities.close();
                throw e;
            }
        }
    }
}
