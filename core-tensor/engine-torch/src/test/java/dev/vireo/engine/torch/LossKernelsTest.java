package dev.vireo.engine.torch;

import static dev.vireo.engine.torch.TestTensors.indices;
import static dev.vireo.engine.torch.TestTensors.normal;

import dev.vireo.engine.torch.internal.kernel.loss.LossKernels;
import dev.vireo.engine.torch.internal.kernel.loss.Targets;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.tensor.op.LossOp.BinaryCrossEntropyWithLogits;
import dev.vireo.tensor.op.LossOp.CrossEntropy;
import dev.vireo.tensor.op.LossOp.NllLoss;
import dev.vireo.tensor.op.LossOp.Reduce;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class LossKernelsTest {
    private final GradientCheck check = GradientCheck.of(LossKernels.table());

    @Test
    void crossEntropyOfEachReductionAndSmoothing() {
        for (var reduce : Reduce.values()) {
            for (double smoothing : new double[] {0, 0.1}) {
                crossEntropy(new CrossEntropy(reduce, -100, smoothing), normal(6, 5), indices(5, 6));
                crossEntropy(new CrossEntropy(reduce, 2, smoothing), normal(6, 5), indices(5, 6));
                crossEntropy(new CrossEntropy(reduce, 2, smoothing), normal(3, 5, 4), indices(5, 3, 4));
                crossEntropy(new CrossEntropy(reduce, -100, smoothing), normal(3, 5, 4, 2), indices(5, 3, 4, 2));
            }
        }
    }

    @Test
    void crossEntropyOfAnEmptyBatchIsNaN() {
        crossEntropy(new CrossEntropy(Reduce.MEAN, -100, 0), normal(0, 5), indices(5, 0));
    }

    @Test
    void ifAllTargetsAreIgnoredTheGradientIsZero() {
        crossEntropy(
                new CrossEntropy(Reduce.SUM, 1, 0), normal(3, 5), indices(1, 3).add(Scalars.of(1L)));
        crossEntropy(
                new CrossEntropy(Reduce.MEAN, 1, 0), normal(3, 5), indices(1, 3).add(Scalars.of(1L)));
    }

    @Test
    void nllLossOfEachReduction() {
        for (var reduce : Reduce.values()) {
            nll(new NllLoss(reduce, -100), normal(6, 5), indices(5, 6));
            nll(new NllLoss(reduce, 2), normal(3, 5, 4), indices(5, 3, 4));
        }
    }

    @Test
    void binaryCrossEntropyOfEachReduction() {
        for (var reduce : Reduce.values()) {
            var op = new BinaryCrossEntropyWithLogits(reduce);
            check.agrees(op, List.of(normal(4, 5), torch.sigmoid(normal(4, 5))), in -> new Tensor[] {
                torch.binary_cross_entropy_with_logits(
                        in[0], in[1], new TensorOptional(), new TensorOptional(), Targets.code(reduce))
            });
        }
    }

    private void crossEntropy(CrossEntropy op, Tensor... inputs) {
        check.agrees(op, List.of(inputs), in -> new Tensor[] {
            torch.cross_entropy_loss(
                    in[0],
                    in[1],
                    new TensorOptional(),
                    Targets.code(op.reduce()),
                    op.ignoreIndex(),
                    op.labelSmoothing())
        });
    }

    private void nll(NllLoss op, Tensor... inputs) {
        check.agrees(op, List.of(inputs), in -> new Tensor[] {
            torch.nll_loss_nd(in[0], in[1], new TensorOptional(), Targets.code(op.reduce()), op.ignoreIndex())
        });
    }
}
