package dev.vireo.tensor.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.internal.spec.SpecRule;
import dev.vireo.tensor.internal.spec.SpecRules;
import dev.vireo.tensor.op.Activation;
import dev.vireo.tensor.op.Attention.ScaledDotProductAttention;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Convolution.Conv;
import dev.vireo.tensor.op.Convolution.ConvTranspose;
import dev.vireo.tensor.op.LinearAlgebra.Einsum;
import dev.vireo.tensor.op.LinearAlgebra.Linear;
import dev.vireo.tensor.op.LinearAlgebra.MatMul;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.Pooling.AdaptiveAvgPool;
import dev.vireo.tensor.op.Pooling.MaxPool;
import dev.vireo.tensor.op.Recurrent.Gru;
import dev.vireo.tensor.op.Resampling.Interpolate;
import dev.vireo.tensor.op.Resampling.Mode;
import dev.vireo.tensor.op.Update.FusedSgd;
import dev.vireo.tensor.op.View.Flatten;
import org.junit.jupiter.api.Test;

final class FlopCostsTest {
    @Test
    void everyOperationHasACost() {
        assertThat(FlopCosts.table().missing()).isEmpty();
    }

    /** torch.utils.flop_counter gives these for mm, bmm and addmm: 2 m k n, bias not counted. */
    @Test
    void matrixProductsCostTwoPerMultiplyAdd() {
        assertThat(cost(new MatMul(), shape(10, 20), shape(20, 30))).isEqualTo(2 * 10 * 20 * 30);
        assertThat(cost(new MatMul(), shape(4, 10, 20), shape(4, 20, 30))).isEqualTo(4 * 2 * 10 * 20 * 30);
        assertThat(cost(new MatMul(), shape(20), shape(20))).isEqualTo(2 * 20);
        assertThat(cost(new Linear(), shape(8, 64), shape(10, 64), shape(10))).isEqualTo(2 * 8 * 64 * 10);
        assertThat(cost(new Einsum("bij,bjk->bik"), shape(4, 10, 20), shape(4, 20, 30)))
                .isEqualTo(4 * 2 * 10 * 20 * 30);
    }

    /** The first convolution of ResNet-50 at 224 x 224 has 118,013,952 multiply-adds in all published counts. */
    @Test
    void convolutionsCostTwoPerWeightAndOutputPixel() {
        var first = new Conv(Dims.of(2, 2), Dims.of(3, 3), Dims.of(1, 1), 1);
        assertThat(cost(first, shape(1, 3, 224, 224), shape(64, 3, 7, 7))).isEqualTo(2 * 118_013_952L);
        var depthwise = new Conv(Dims.of(1, 1), Dims.of(1, 1), Dims.of(1, 1), 8);
        assertThat(cost(depthwise, shape(1, 8, 4, 4), shape(8, 1, 3, 3), shape(8)))
                .isEqualTo(2 * 8 * 16 * 9);
        var transposed = new ConvTranspose(Dims.of(2, 2), Dims.of(0, 0), Dims.of(0, 0), Dims.of(1, 1), 1);
        assertThat(cost(transposed, shape(1, 4, 5, 5), shape(4, 3, 2, 2))).isEqualTo(2 * 4 * 25 * 3 * 4);
    }

    /** torch.utils.flop_counter.sdpa_flop: 2 b h t s e + 2 b h t s v, causal or not. */
    @Test
    void attentionCostsTwoMatrixProducts() {
        var op = new ScaledDotProductAttention(0.125, true);
        assertThat(cost(op, shape(2, 8, 10, 64), shape(2, 8, 20, 64), shape(2, 8, 20, 32)))
                .isEqualTo(2L * 2 * 8 * 10 * 20 * 64 + 2L * 2 * 8 * 10 * 20 * 32);
    }

    @Test
    void recurrencesCostTwoPerWeightAndStep() {
        var op = new Gru(1, false, false);
        assertThat(cost(op, shape(2, 5, 3), shape(1, 2, 4), shape(12, 3), shape(12, 4)))
                .isEqualTo(2 * 2 * 5 * (12 * 3 + 12 * 4));
    }

    @Test
    void otherOperationsCostTheirArithmetic() {
        assertThat(cost(Binary.ADD, shape(2, 1), shape(3))).isEqualTo(6);
        assertThat(cost(new Activation.Softmax(1), shape(2, 3))).isEqualTo(30);
        assertThat(cost(new Flatten(0, 1), shape(2, 3))).isZero();
        var two = Dims.of(2, 2);
        assertThat(cost(new MaxPool(two, two, Dims.of(0, 0), Dims.of(1, 1), false), shape(1, 3, 8, 8)))
                .isEqualTo(3 * 64);
        assertThat(cost(new AdaptiveAvgPool(Dims.of(3)), shape(1, 1, 7))).isEqualTo(3 + 3 + 3);
        assertThat(cost(new Interpolate(Dims.of(8, 8), Mode.LINEAR, false), shape(1, 1, 4, 4)))
                .isEqualTo(64 * 8);
        assertThat(cost(new FusedSgd(1, 0.1, 0.9, 0, 0, false, true), shape(5), shape(5), shape(5)))
                .isEqualTo(5 * 4);
    }

    private static TensorSpec shape(long... sizes) {
        return new TensorSpec(Shape.of(sizes), DType.FLOAT32, Device.META);
    }

    @SuppressWarnings("unchecked")
    private static long cost(Op op, TensorSpec... inputs) {
        var rule = (SpecRule<Op>) SpecRules.table().require(op.key());
        return FlopCosts.of(op, inputs, rule.infer(op, inputs));
    }
}
