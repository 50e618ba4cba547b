package dev.vireo.tensor.internal.policy;

import static dev.vireo.tensor.internal.policy.FlopTable.elements;

import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Activation;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.Embed;
import dev.vireo.tensor.op.Indexing;
import dev.vireo.tensor.op.LossOp;
import dev.vireo.tensor.op.Normalization;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Quantize;
import dev.vireo.tensor.op.Random;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Regularization;
import dev.vireo.tensor.op.Scan;
import dev.vireo.tensor.op.Ternary;
import dev.vireo.tensor.op.Unary;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.op.View;

/**
 * The cost of operations in floating-point operations.
 *
 * <ul>
 * <li>A multiply-add counts as 2. Operations based on matrix products (linear, convolution, attention, recurrent) count
 * only the products, without bias, softmax and gates, and a causal mask does not reduce the count. PyTorch's {@code
 * FlopCounterMode} gives the same numbers and counts nothing else.
 * <li>An elementwise operation counts as 1 per element of its result, including transcendental functions.
 * <li>A reduction, a scan or a sort counts as 1 per element read. Operations with several passes (softmax,
 * normalization, variance) count the arithmetic of each pass.
 * <li>Views, copies, casts, lookups and random draws count as 0.
 * </ul>
 */
public final class FlopCosts {
    private static final OpTable<FlopCost<?>> TABLE = OpTable.<FlopCost<?>>named("flop costs")
            .all(ProductCosts.table())
            .all(WindowCosts.table())
            .all(elementwise())
            .all(reductions())
            .all(moves())
            .all(networks())
            .all(updates())
            .build();

    private FlopCosts() {}

    /** Returns the costs of all operations. */
    public static OpTable<FlopCost<?>> table() {
        return TABLE;
    }

    /** Returns the cost of one call of an operation. */
    @SuppressWarnings("unchecked") // the table's rows match their keys
    public static long of(Op op, TensorSpec[] inputs, TensorSpec[] results) {
        return ((FlopCost<Op>) TABLE.require(op.key())).flops(op, inputs, results);
    }

    private static OpTable<FlopCost<?>> elementwise() {
        return new FlopTable("elementwise")
                .perResult(1, (Object[]) Unary.values())
                .perResult(1, (Object[]) Binary.values())
                .perResult(1, (Object[]) Comparison.values())
                .perResult(1, Ternary.WHERE)
                .perResult(3, Ternary.LERP)
                .perResult(
                        1,
                        Activation.Gelu.class,
                        Activation.LeakyRelu.class,
                        Activation.Elu.class,
                        Activation.Softplus.class,
                        Activation.Clamp.class,
                        Indexing.MaskedFill.class,
                        Regularization.Dropout.class,
                        Quantize.FakeQuantize.class)
                .build();
    }

    private static OpTable<FlopCost<?>> reductions() {
        return new FlopTable("reduction")
                .perInput(
                        1,
                        Reduction.Sum.class,
                        Reduction.Prod.class,
                        Reduction.Mean.class,
                        Reduction.Amax.class,
                        Reduction.Amin.class,
                        Reduction.Any.class,
                        Reduction.All.class,
                        Reduction.ArgMax.class,
                        Reduction.ArgMin.class,
                        Scan.CumSum.class,
                        Scan.CumProd.class,
                        Scan.Sort.class,
                        Scan.TopK.class)
                .perInput(2, Reduction.Norm.class) // power, sum
                .perInput(4, Reduction.Var.class, Reduction.LogSumExp.class) // sum, difference, square, sum
                .perInput(
                        5, Activation.Softmax.class, Activation.LogSoftmax.class) // max, difference, exp, sum, quotient
                .build();
    }

    private static OpTable<FlopCost<?>> moves() {
        return new FlopTable("move")
                .free(
                        Creation.Full.class,
                        Creation.Arange.class,
                        Random.RandomUniform.class,
                        Random.RandomNormal.class,
                        Random.RandomInteger.class,
                        Random.RandomPermutation.class,
                        Random.Bernoulli.class,
                        Random.Multinomial.class,
                        Conversion.Cast.class,
                        Conversion.ToDevice.class,
                        Conversion.Copy.class,
                        Conversion.Contiguous.class)
                .free(
                        View.Reshape.class,
                        View.Flatten.class,
                        View.Permute.class,
                        View.Expand.class,
                        View.Unsqueeze.class,
                        View.Squeeze.class,
                        View.Slice.class)
                .free(
                        Rearrange.Concat.class,
                        Rearrange.Stack.class,
                        Rearrange.Pad.class,
                        Rearrange.Flip.class,
                        Rearrange.Roll.class,
                        Rearrange.Repeat.class,
                        Rearrange.RepeatInterleave.class,
                        Rearrange.Tril.class,
                        Rearrange.Triu.class,
                        Rearrange.Diagonal.class,
                        Rearrange.Unfold.class)
                .free(
                        Indexing.Gather.class,
                        Indexing.Scatter.class,
                        Indexing.IndexSelect.class,
                        Indexing.MaskedSelect.class,
                        Indexing.Nonzero.class,
                        Indexing.OneHot.class,
                        Embed.Embedding.class)
                .row(Indexing.ScatterAdd.class, (op, in, out) -> elements(in[2]))
                .row(Indexing.IndexAdd.class, (op, in, out) -> elements(in[2]))
                .build();
    }

    /**
     * Statistics cost 5 per element (sum, difference, square, sum, scale), or 3 without the mean. Weight and bias cost
     * 1 each.
     */
    private static OpTable<FlopCost<?>> networks() {
        return new FlopTable("network")
                .row(Normalization.BatchNorm.class, (op, in, out) -> elements(in[0]) * (4 + in.length))
                .row(Normalization.LayerNorm.class, (op, in, out) -> elements(in[0]) * (4 + in.length))
                .row(Normalization.GroupNorm.class, (op, in, out) -> elements(in[0]) * (4 + in.length))
                .row(Normalization.InstanceNorm.class, (op, in, out) -> elements(in[0]) * (4 + in.length))
                .row(Normalization.RmsNorm.class, (op, in, out) -> elements(in[0]) * (2 + in.length))
                .perInput(2, Normalization.BatchNormInference.class) // folds into one multiply-add
                .perInput(5, LossOp.CrossEntropy.class) // like log-softmax
                .row(LossOp.NllLoss.class, (op, in, out) -> elements(in[1]))
                .perInput(
                        7, LossOp.BinaryCrossEntropyWithLogits.class) // max, product, |x|, exp, log1p, difference, sum
                .build();
    }

    private static OpTable<FlopCost<?>> updates() {
        return new FlopTable("update")
                .free(Update.CopyInto.class, Update.CopyRowsInto.class)
                .perInput(1, Update.ScaleInto.class)
                .perInput(2, Update.AddInto.class)
                .perInput(3, Update.LerpInto.class)
                .row(
                        Update.FusedSgd.class,
                        (op, in, out) -> sum(in, 0, op.count())
                                * (2 + (op.momentum() == 0 ? 0 : 2) + (op.weightDecay() == 0 ? 0 : 2)))
                // moments 3 and 4; root, eps, quotient, step 5
                .row(
                        Update.FusedAdam.class,
                        (op, in, out) -> sum(in, 0, op.count())
                                * (12 + (op.weightDecay() == 0 ? 0 : 2) + (op.amsgrad() ? 1 : 0)))
                .row(Update.UnscaleAndCheck.class, (op, in, out) -> 2 * sum(in, 0, in.length - 2))
                .build();
    }

    private static long sum(TensorSpec[] specs, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += elements(specs[i]);
        }
        return sum;
    }
}
