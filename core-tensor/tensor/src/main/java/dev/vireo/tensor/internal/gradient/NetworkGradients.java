package dev.vireo.tensor.internal.gradient;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.engine.FusedGradient.Saved;
import dev.vireo.tensor.internal.decomposition.part.NumberTensors;
import dev.vireo.tensor.op.*;
import java.util.Arrays;

/** Gradients of matrix products and other network operations. */
final class NetworkGradients {
    private NetworkGradients() {}

    static OpTable<GradientRule<?>> table() {
        return new GradientTable("network")
                .none(Creation.Full.class, Creation.Arange.class, Random.RandomUniform.class, Random.RandomNormal.class)
                .none(Random.RandomInteger.class, Random.RandomPermutation.class, Random.Bernoulli.class)
                .none(Random.Multinomial.class, Quantize.IntMatMul.class)
                .none(Update.CopyInto.class, Update.AddInto.class, Update.ScaleInto.class, Update.LerpInto.class)
                .none(Update.CopyRowsInto.class)
                .none(Update.FusedSgd.class, Update.FusedAdam.class, Update.UnscaleAndCheck.class)
                .rule(LinearAlgebra.MatMul.class, Saved.INPUTS, NetworkGradients::matmul)
                .rule(LinearAlgebra.Linear.class, Saved.inputs(0, 1), (op, c) -> {
                    c.give(0, () -> c.gradient().matmul(c.input(1)));
                    c.give(1, () -> rows(c.gradient()).transpose(0, 1).matmul(rows(c.input(0))));
                    if (c.inputs() == 3) {
                        c.give(2, () -> rows(c.gradient()).sum(0));
                    }
                })
                .rule(LinearAlgebra.Einsum.class, EinsumGradient.RULE)
                .one(Quantize.FakeQuantize.class, Saved.INPUTS, NetworkGradients::straightThrough)
                .one(
                        Regularization.Dropout.class,
                        Saved.NOTHING,
                        (op, g, c) -> g.mul(Tensor.full(c.inputSpec(0), 1).dropout(op)))
                .build();
    }

    /** Passes the gradient through where the quantized value was in range (straight-through, Bengio et al., 2013). */
    private static Tensor straightThrough(Quantize.FakeQuantize op, Tensor g, Gradients c) {
        var sizes = new long[c.inputSpec(0).shape().rank()];
        Arrays.fill(sizes, 1);
        if (op.axis() >= 0) {
            sizes[op.axis()] = c.inputSpec(0).shape().size(op.axis());
        }
        boolean whole = op.axis() < 0;
        var scale = whole ? c.input(1) : c.input(1).reshape(sizes);
        var zeroPoint = whole ? c.input(2) : c.input(2).reshape(sizes);
        var level = c.input(0).div(scale).round().add(zeroPoint);
        var inRange = level.ge(op.min()).logicalAnd(level.le(op.max()));
        return Tensor.where(inRange, g, NumberTensors.like(g, 0));
    }

    /** Reshapes vectors to matrices first, as the product itself does. */
    private static void matmul(LinearAlgebra.MatMul op, Gradients c) {
        boolean row = c.inputSpec(0).shape().rank() == 1;
        boolean column = c.inputSpec(1).shape().rank() == 1;
        c.give(0, () -> {
            var g = matrix(c, row, column);
            var b = column ? c.input(1).unsqueeze(1) : c.input(1);
            var gradient = g.matmul(b.transpose(-2, -1));
            return row ? gradient.squeeze(-2) : gradient;
        });
        c.give(1, () -> {
            var g = matrix(c, row, column);
            var a = row ? c.input(0).unsqueeze(0) : c.input(0);
            var gradient = a.transpose(-2, -1).matmul(g);
            return column ? gradient.squeeze(-1) : gradient;
        });
    }

    private static Tensor matrix(Gradients c, boolean row, boolean column) {
        var g = column ? c.gradient().unsqueeze(-1) : c.gradient();
        return row ? g.unsqueeze(-2) : g;
    }

    private static Tensor rows(Tensor x) {
        return x.shape().rank() == 1 ? x.unsqueeze(0) : x.flatten(0, -2);
    }
}
