package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.*;

/** Spec rules of elementwise operations. */
final class ElementwiseSpecs {
    private ElementwiseSpecs() {}

    static OpTable<SpecRule<?>> table() {
        var table = new SpecTable("elementwise")
                .rule(Unary.LOGICAL_NOT, ElementwiseSpecs::predicate)
                .rule(Unary.IS_NAN, ElementwiseSpecs::predicate)
                .rule(Unary.IS_INF, ElementwiseSpecs::predicate)
                .rule(Unary.IS_FINITE, ElementwiseSpecs::predicate)
                .rule(Unary.NEG, ElementwiseSpecs::numeric)
                .rule(Unary.SQUARE, ElementwiseSpecs::numeric)
                .rule(Unary.RELU, ElementwiseSpecs::numeric)
                .rest(Unary.values(), ElementwiseSpecs::same)
                .rule(Binary.SUB, (op, in) -> {
                    notBool(op, in);
                    return binary(op, in);
                })
                .rest(Binary.values(), ElementwiseSpecs::binary)
                .rest(Comparison.values(), (op, in) -> {
                    Check.inputs(op, in, 2, 2);
                    var shape = in[0].shape() == in[1].shape()
                            ? in[0].shape()
                            : Check.broadcast(op, in[0].shape(), in[1].shape());
                    return Check.one(new TensorSpec(shape, DType.BOOL, in[0].device()));
                })
                .rule(Ternary.WHERE, (op, in) -> {
                    Check.inputs(op, in, 3, 3);
                    Check.bool(op, "condition", in[0]);
                    var values = Check.broadcast(op, in[1].shape(), in[2].shape());
                    return Check.one(in[1].with(Check.broadcast(op, in[0].shape(), values)));
                })
                .rule(Ternary.LERP, (op, in) -> {
                    Check.inputs(op, in, 3, 3);
                    var ends = Check.broadcast(op, in[0].shape(), in[1].shape());
                    return Check.one(in[0].with(Check.broadcast(op, ends, in[2].shape())));
                });
        activations(table);
        return table.build();
    }

    private static void activations(SpecTable table) {
        table.rule(Activation.Gelu.class, ElementwiseSpecs::same)
                .rule(Activation.LeakyRelu.class, ElementwiseSpecs::same)
                .rule(Activation.Elu.class, ElementwiseSpecs::same)
                .rule(Activation.Softplus.class, ElementwiseSpecs::same)
                .rule(Activation.Clamp.class, (op, in) -> {
                    if (op.min() > op.max()) {
                        throw Check.shape(
                                op, "the bounds " + op.min() + " and " + op.max() + " are in the wrong order");
                    }
                    return numeric(op, in);
                })
                .rule(Activation.Softmax.class, (op, in) -> {
                    Check.dim(op, op.dim(), in[0].shape());
                    return same(op, in);
                })
                .rule(Activation.LogSoftmax.class, (op, in) -> {
                    Check.dim(op, op.dim(), in[0].shape());
                    return same(op, in);
                });
    }

    private static TensorSpec[] same(Op op, TensorSpec[] in) {
        Check.inputs(op, in, 1, 1);
        return in;
    }

    private static TensorSpec[] numeric(Op op, TensorSpec[] in) {
        Check.inputs(op, in, 1, 1);
        notBool(op, in);
        return in;
    }

    private static void notBool(Op op, TensorSpec[] in) {
        if (in[0].dtype() == DType.BOOL) {
            throw Check.dtype(op, "takes numbers, got bool; cast with to(...), or use logicalNot and logicalXor");
        }
    }

    private static TensorSpec[] predicate(Op op, TensorSpec[] in) {
        Check.inputs(op, in, 1, 1);
        return Check.one(in[0].with(DType.BOOL));
    }

    private static TensorSpec[] binary(Op op, TensorSpec[] in) {
        Check.inputs(op, in, 2, 2);
        var shape = in[0].shape();
        if (shape == in[1].shape() || shape.equals(in[1].shape())) {
            return Check.one(in[0]);
        }
        return Check.one(in[0].with(Check.broadcast(op, shape, in[1].shape())));
    }
}
