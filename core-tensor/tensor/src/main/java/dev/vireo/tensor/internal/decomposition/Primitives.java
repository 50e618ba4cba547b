package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.Indexing;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.Random;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Scan;
import dev.vireo.tensor.op.Ternary;
import dev.vireo.tensor.op.Unary;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.op.View;
import java.util.Set;

/** The operations that all others decompose to. An engine that implements them can run everything. */
public final class Primitives {
    /** The {@linkplain dev.vireo.tensor.op.Op#key keys} of the primitives. */
    public static final Set<Object> KEYS = Set.of(
            Unary.NEG,
            Unary.SQRT,
            Unary.EXP,
            Unary.LOG,
            Unary.SIN,
            Unary.COS,
            Unary.ATAN,
            Unary.TANH,
            Unary.ERF,
            Unary.FLOOR,
            Unary.LOGICAL_NOT,
            Binary.ADD,
            Binary.MUL,
            Binary.DIV,
            Binary.POW,
            Binary.MAXIMUM,
            Comparison.EQ,
            Comparison.LT,
            Ternary.WHERE,
            Conversion.Cast.class,
            Conversion.ToDevice.class,
            Conversion.Copy.class,
            Creation.Full.class,
            Creation.Arange.class,
            Random.RandomUniform.class,
            Reduction.Sum.class,
            Reduction.Prod.class,
            Reduction.Amax.class,
            Reduction.ArgMax.class,
            Scan.CumSum.class,
            Scan.CumProd.class,
            Scan.Sort.class,
            View.Reshape.class,
            View.Permute.class,
            View.Expand.class,
            View.Squeeze.class,
            View.Slice.class,
            Rearrange.Concat.class,
            Indexing.Gather.class,
            Indexing.Scatter.class,
            Indexing.ScatterAdd.class,
            Indexing.Nonzero.class,
            LinearAlgebra.MatMul.class,
            Convolution.Conv.class,
            Update.CopyInto.class);

    private Primitives() {}
}
