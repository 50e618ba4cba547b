package dev.vireo.nn;

import static dev.vireo.nn.Libtorch.agrees;
import static dev.vireo.nn.Libtorch.normal;
import static dev.vireo.nn.Libtorch.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.nn.loss.Losses;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.LossOp.CrossEntropy;
import dev.vireo.tensor.op.LossOp.NllLoss;
import dev.vireo.tensor.op.LossOp.Reduce;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LossesTest extends InScope {
    @SuppressWarnings("NullAway.Init")
    private Tensor x;

    @SuppressWarnings("NullAway.Init")
    private Tensor target;

    @BeforeEach
    void draw() {
        x = normal(4, 5).mul(2);
        target = normal(4, 5, 1).reshape(4, 5);
    }

    /** The ordinal of the reduction is the number that libtorch uses for it. */
    @ParameterizedTest
    @EnumSource
    void regressionLossesMatchPyTorch(Reduce reduce) {
        long number = reduce.ordinal();
        agrees("mse", Losses.mse(x, target, reduce), torch.mse_loss(of(x), of(target), number));
        agrees("l1", Losses.l1(x, target, reduce), torch.l1_loss(of(x), of(target), number));
        agrees(
                "smooth l1",
                Losses.smoothL1(x, target, 0.5, reduce),
                torch.smooth_l1_loss(of(x), of(target), number, 0.5));
        agrees(
                "smooth l1 with beta 0",
                Losses.smoothL1(x, target, 0, reduce),
                torch.smooth_l1_loss(of(x), of(target), number, 0));
        agrees("huber", Losses.huber(x, target, 2, reduce), torch.huber_loss(of(x), of(target), number, 2));
        agrees(
                "bce",
                Losses.binaryCrossEntropyWithLogits(x, target.sigmoid(), reduce),
                torch.binary_cross_entropy_with_logits(
                        of(x), of(target.sigmoid()), new TensorOptional(), new TensorOptional(), number));
    }

    @ParameterizedTest
    @EnumSource
    void classificationLossesMatchPyTorch(Reduce reduce) {
        var classes = Tensor.of(0L, 4L, 2L, 1L);
        long number = reduce.ordinal();
        agrees(
                "cross entropy",
                Losses.crossEntropy(x, classes, new CrossEntropy(reduce, 2, 0.1)),
                torch.cross_entropy_loss(of(x), of(classes), new TensorOptional(), number, 2, 0.1));
        var log = x.logSoftmax(1);
        agrees(
                "nll",
                Losses.nll(log, classes, new NllLoss(reduce, 2)),
                torch.nll_loss(of(log), of(classes), new TensorOptional(), number, 2));
    }

    @ParameterizedTest
    @EnumSource
    void divergencesAndCosineLossesMatchPyTorch(Reduce reduce) {
        long number = reduce.ordinal();
        var log = x.logSoftmax(1);
        var wanted =
                Tensor.of(new float[] {0, 1, 0, 0, 0, .5f, .5f, 0, 0, 0, .2f, .2f, .2f, .2f, .2f, 1, 0, 0, 0, 0}, 4, 5);
        agrees("kl", Losses.klDiv(log, wanted, reduce), torch.kl_div(of(log), of(wanted), number, false));
        var alike = Tensor.of(1f, -1f, 1f, -1f);
        agrees(
                "cosine embedding",
                Losses.cosineEmbedding(x, target, alike, 0.1, reduce),
                torch.cosine_embedding_loss(of(x), of(target), of(alike), 0.1, number));
    }

    @Test
    void shortFormsReduceToTheMean() {
        var classes = Tensor.of(0L, 4L, -100L, 1L);
        agrees("mse", Losses.mse(x, target), torch.mse_loss(of(x), of(target)));
        agrees("l1", Losses.l1(x, target), torch.l1_loss(of(x), of(target)));
        agrees("smooth l1", Losses.smoothL1(x, target), torch.smooth_l1_loss(of(x), of(target)));
        agrees("huber", Losses.huber(x, target), torch.huber_loss(of(x), of(target)));
        agrees("cross entropy", Losses.crossEntropy(x, classes), torch.cross_entropy_loss(of(x), of(classes)));
        agrees("nll", Losses.nll(x, classes), torch.nll_loss(of(x), of(classes)));
        agrees("cosine", Losses.cosineSimilarity(x, target, 1), torch.cosine_similarity(of(x), of(target), 1, 1e-8));
    }

    @Test
    void gradientsAreFinite() {
        x.requiresGrad(true);
        var loss = Losses.huber(x, target)
                .add(Losses.smoothL1(x, target))
                .add(Losses.klDiv(x.logSoftmax(1), target.softmax(1), Reduce.SUM))
                .add(Losses.cosineSimilarity(x, target, 1).sum());
        loss.backward();
        assertThat(x.grad().orElseThrow().isFinite().all().item()).isEqualTo(1);
    }

    @Test
    void refusesTargetsOfAnotherShape() {
        assertThatThrownBy(() -> Losses.mse(x, target.slice(0, 0, 1)))
                .hasMessage("mse: the target has the shape [1, 5]; expected [4, 5]");
        assertThatThrownBy(() -> Losses.huber(x, target, 0, Reduce.MEAN))
                .hasMessage("huber: the bound is 0.0; expected a positive number");
    }
}
