package dev.vireo.tensor.internal.policy;

import dev.vireo.tensor.op.Activation;
import dev.vireo.tensor.op.Attention;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.LossOp;
import dev.vireo.tensor.op.Normalization;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Recurrent;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Scan;
import dev.vireo.tensor.op.Ternary;
import dev.vireo.tensor.op.Unary;

/** The casts that the dispatcher inserts before operations: type promotion and autocast. */
public final class CastPolicies {
    private static final OpTable<Promotion> PROMOTIONS = complete(
            OpTable.<Promotion>named("promotion")
                    .rows(
                            Promotion.COMMON_FLOATING,
                            Unary.SQRT,
                            Unary.RSQRT,
                            Unary.RECIPROCAL,
                            Unary.EXP,
                            Unary.EXPM1,
                            Unary.LOG,
                            Unary.LOG1P,
                            Unary.LOG2,
                            Unary.SIN,
                            Unary.COS,
                            Unary.TAN,
                            Unary.ASIN,
                            Unary.ACOS,
                            Unary.ATAN,
                            Unary.SINH,
                            Unary.COSH,
                            Unary.TANH,
                            Unary.ERF,
                            Unary.SIGMOID,
                            Unary.LOG_SIGMOID,
                            Unary.SOFTSIGN,
                            Unary.SILU,
                            Unary.MISH,
                            Unary.HARD_SIGMOID,
                            Unary.HARD_SWISH,
                            Unary.SELU,
                            Activation.Gelu.class,
                            Activation.LeakyRelu.class,
                            Activation.Elu.class,
                            Activation.Softplus.class,
                            Activation.Softmax.class,
                            Activation.LogSoftmax.class,
                            Binary.DIV,
                            Binary.ATAN2,
                            Ternary.LERP)
                    .rows(
                            Promotion.COMMON,
                            Binary.ADD,
                            Binary.SUB,
                            Binary.MUL,
                            Binary.REMAINDER,
                            Binary.FLOOR_DIVIDE,
                            Binary.POW,
                            Binary.MAXIMUM,
                            Binary.MINIMUM,
                            Comparison.EQ,
                            Comparison.NE,
                            Comparison.LT,
                            Comparison.LE,
                            Comparison.GT,
                            Comparison.GE,
                            Rearrange.Concat.class,
                            Rearrange.Stack.class)
                    .rows(Promotion.COMMON_AFTER_FIRST, Ternary.WHERE),
            Promotion.NONE);

    private static final OpTable<CastPolicy> CASTS = complete(
            OpTable.<CastPolicy>named("autocast")
                    .rows(
                            CastPolicy.LOWER,
                            LinearAlgebra.MatMul.class,
                            LinearAlgebra.Linear.class,
                            LinearAlgebra.Einsum.class,
                            Convolution.Conv.class,
                            Convolution.ConvTranspose.class,
                            Attention.ScaledDotProductAttention.class,
                            Recurrent.Lstm.class,
                            Recurrent.Gru.class,
                            Recurrent.Rnn.class)
                    .rows(
                            CastPolicy.FLOAT32,
                            Unary.EXP,
                            Unary.EXPM1,
                            Unary.LOG,
                            Unary.LOG1P,
                            Unary.LOG2,
                            Unary.RECIPROCAL,
                            Unary.RSQRT,
                            Unary.TAN,
                            Unary.ASIN,
                            Unary.ACOS,
                            Unary.SINH,
                            Unary.COSH,
                            Binary.POW,
                            Activation.Softplus.class,
                            Activation.Softmax.class,
                            Activation.LogSoftmax.class,
                            Reduction.Sum.class,
                            Reduction.Prod.class,
                            Reduction.Mean.class,
                            Reduction.Var.class,
                            Reduction.LogSumExp.class,
                            Reduction.Norm.class,
                            Scan.CumSum.class,
                            Scan.CumProd.class,
                            Normalization.BatchNorm.class,
                            Normalization.BatchNormInference.class,
                            Normalization.LayerNorm.class,
                            Normalization.GroupNorm.class,
                            Normalization.InstanceNorm.class,
                            Normalization.RmsNorm.class,
                            LossOp.CrossEntropy.class,
                            LossOp.NllLoss.class,
                            LossOp.BinaryCrossEntropyWithLogits.class)
                    .rows(CastPolicy.WIDEST, Rearrange.Concat.class, Rearrange.Stack.class),
            CastPolicy.KEEP);

    private CastPolicies() {}

    /** Returns the type promotion of each operation. */
    public static OpTable<Promotion> promotions() {
        return PROMOTIONS;
    }

    /** Returns the autocast policy of each operation. */
    public static OpTable<CastPolicy> casts() {
        return CASTS;
    }

    /** Adds the default for all operations without a row. */
    private static <R> OpTable<R> complete(OpTable.Builder<R> named, R otherwise) {
        var sparse = named.build();
        var rest = OpKeys.all().stream().filter(key -> !sparse.has(key)).toArray();
        return named.rows(otherwise, rest).build();
    }
}
