package dev.vireo.engine.torch;

import static dev.vireo.engine.torch.TestTensors.normal;

import dev.vireo.engine.torch.internal.kernel.attention.AttentionKernels;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.tensor.op.Attention.ScaledDotProductAttention;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class AttentionKernelsTest {
    private static final ScaledDotProductAttention PLAIN = new ScaledDotProductAttention(0.4, false);
    private static final ScaledDotProductAttention CAUSAL = new ScaledDotProductAttention(0.4, true);

    private final GradientCheck check = check();

    GradientCheck check() {
        return GradientCheck.of(AttentionKernels.table());
    }

    @Test
    void inputsOfEachRank() {
        attend(PLAIN, normal(5, 4), normal(6, 4), normal(6, 4));
        attend(PLAIN, normal(3, 5, 4), normal(3, 6, 4), normal(3, 6, 4));
        attend(PLAIN, normal(2, 3, 5, 4), normal(2, 3, 6, 4), normal(2, 3, 6, 4));
        attend(PLAIN, normal(2, 2, 3, 5, 4), normal(2, 2, 3, 6, 4), normal(2, 2, 3, 6, 4));
    }

    @Test
    void causalQueriesIgnoreLaterKeys() {
        attend(CAUSAL, normal(2, 3, 6, 4), normal(2, 3, 6, 4), normal(2, 3, 6, 4));
        attend(CAUSAL, normal(5, 4), normal(7, 4), normal(7, 4));
        attend(CAUSAL, normal(7, 4), normal(5, 4), normal(5, 4));
        attend(CAUSAL, normal(3, 6, 4), normal(3, 6, 4), normal(3, 6, 7));
    }

    @Test
    void masksOfBothKindsAreBroadcast() {
        for (var op : List.of(PLAIN, CAUSAL)) {
            attend(op, normal(2, 3, 5, 4), normal(2, 3, 6, 4), normal(2, 3, 6, 4), normal(5, 6));
            attend(op, normal(2, 3, 5, 4), normal(2, 3, 6, 4), normal(2, 3, 6, 4), normal(2, 1, 1, 6));
            attend(op, normal(3, 5, 4), normal(3, 6, 4), normal(3, 6, 4), normal(3, 5, 6));
            attend(
                    op,
                    normal(3, 5, 4),
                    normal(3, 6, 4),
                    normal(3, 6, 4),
                    normal(6, 5).t());
            attend(op, normal(2, 3, 5, 4), normal(2, 3, 6, 4), normal(2, 3, 6, 4), bool(5, 6));
            attend(op, normal(2, 3, 5, 4), normal(2, 3, 6, 4), normal(2, 3, 6, 4), bool(2, 1, 1, 6));
            attend(op, normal(5, 4), normal(6, 4), normal(6, 3), bool(5, 6));
            attend(op, normal(5, 4), normal(6, 4), normal(6, 3), normal(5, 6));
        }
    }

    @Test
    void fullyMaskedRowsAreZero() {
        var mask = bool(5, 6);
        mask.select(0, 2).fill_(Scalars.of(0L));
        attend(PLAIN, normal(2, 3, 5, 4), normal(2, 3, 6, 4), normal(2, 3, 6, 4), mask);
    }

    @Test
    void leadingDimensionsBroadcast() {
        attend(PLAIN, normal(2, 3, 5, 4), normal(2, 1, 6, 4), normal(2, 1, 6, 4));
        attend(PLAIN, normal(5, 4), normal(3, 6, 4), normal(3, 6, 4));
        attend(CAUSAL, normal(2, 3, 5, 4), normal(6, 4), normal(6, 4), normal(3, 1, 6));
    }

    @Test
    void stridedOperands() {
        attend(
                PLAIN,
                normal(2, 5, 3, 4).transpose(1, 2),
                normal(2, 6, 3, 4).transpose(1, 2),
                normal(2, 3, 4, 6).transpose(2, 3));
    }

    @Test
    void emptyTensors() {
        attend(PLAIN, normal(0, 3, 5, 4), normal(0, 3, 6, 4), normal(0, 3, 6, 4));
        attend(PLAIN, normal(2, 0, 5, 4), normal(2, 0, 6, 4), normal(2, 0, 6, 4));
        attend(PLAIN, normal(0, 5, 4), normal(0, 6, 4), normal(0, 6, 4));
        attend(PLAIN, normal(2, 3, 0, 4), normal(2, 3, 6, 4), normal(2, 3, 6, 4));
        attend(PLAIN, normal(2, 3, 5, 4), normal(2, 3, 0, 4), normal(2, 3, 0, 4));
    }

    private static Tensor bool(long... sizes) {
        var mask = normal(sizes).gt(Scalars.of(-0.5));
        mask.select(-1, 0).fill_(Scalars.of(1L)); // so that no row is fully masked
        return mask;
    }

    private void attend(ScaledDotProductAttention op, Tensor... inputs) {
        check.agrees(op, List.of(inputs), in -> new Tensor[] {attention(op, in)});
    }

    private static Tensor attention(ScaledDotProductAttention op, Tensor[] in) {
        var hidden = Scalars.of(Double.NEGATIVE_INFINITY);
        var scores = in[0].matmul(in[1].transpose(-2, -1)).mul(Scalars.of(op.scale()));
        if (in.length > 3) {
            scores = in[3].is_floating_point() ? scores.add(in[3]) : scores.masked_fill(in[3].logical_not(), hidden);
        }
        if (op.causal()) {
            var later = torch.ones(scores.size(-2), scores.size(-1)).tril(0).eq(Scalars.of(0L));
            scores = scores.masked_fill(later, hidden);
        }
        var blind = scores.isneginf().all(-1, true);
        var probabilities =
                torch.softmax(scores.masked_fill(blind, Scalars.of(0.0)), -1).masked_fill(blind, Scalars.of(0.0));
        return probabilities.matmul(in[2]);
    }
}
