package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.*;
import java.util.HashMap;

/** Spec rules of matrix products. */
final class LinearAlgebraSpecs {
    private LinearAlgebraSpecs() {}

    static OpTable<SpecRule<?>> table() {
        return new SpecTable("linear algebra")
                .rule(LinearAlgebra.MatMul.class, (op, in) -> {
                    Check.inputs(op, in, 2, 2);
                    sameType(op, in);
                    return Check.one(in[0].with(matmul(op, in[0].shape(), in[1].shape())));
                })
                .rule(LinearAlgebra.Linear.class, (op, in) -> Check.one(in[0].with(linear(op, in))))
                .rule(LinearAlgebra.Einsum.class, (op, in) -> {
                    sameType(op, in);
                    return Check.one(in[0].with(einsum(op, in)));
                })
                .rule(Quantize.IntMatMul.class, (op, in) -> {
                    Check.inputs(op, in, 2, 2);
                    if (in[0].dtype() != DType.INT8 || in[1].dtype() != DType.INT8) {
                        throw Check.dtype(op, "takes int8, got " + in[0].dtype() + " and " + in[1].dtype());
                    }
                    Check.rank(op, "the first input", in[0], 2, 2);
                    Check.rank(op, "the second input", in[1], 2, 2);
                    return Check.one(
                            in[0].with(matmul(op, in[0].shape(), in[1].shape())).with(DType.INT32));
                })
                .build();
    }

    private static void sameType(Op op, TensorSpec[] in) {
        for (var each : in) {
            if (each.dtype() != in[0].dtype()) {
                throw Check.dtype(op, "takes inputs of one type, got " + in[0].dtype() + " and " + each.dtype());
            }
        }
    }

    private static Shape matmul(Op op, Shape a, Shape b) {
        if (a.rank() == 0 || b.rank() == 0) {
            throw Check.shape(op, "takes vectors and matrices, got " + a + " and " + b);
        }
        long inner = a.size(-1);
        long other = b.size(b.rank() == 1 ? 0 : -2);
        if (inner != other) {
            throw Check.shape(op, a + " has " + inner + " columns, " + b + " has " + other + " rows");
        }
        if (a.rank() == 2 && b.rank() == 2) {
            return Shape.of(a.size(0), b.size(1));
        }
        var batchA = a.slice(0, Math.max(0, a.rank() - 2));
        var batchB = b.slice(0, Math.max(0, b.rank() - 2));
        var result = Check.broadcast(op, batchA, batchB);
        if (a.rank() > 1) {
            result = result.concat(Shape.of(a.size(-2)));
        }
        return b.rank() > 1 ? result.concat(Shape.of(b.size(-1))) : result;
    }

    private static Shape linear(LinearAlgebra.Linear op, TensorSpec[] in) {
        Check.inputs(op, in, 2, 3);
        Check.rank(op, "the input", in[0], 1, Integer.MAX_VALUE);
        Check.rank(op, "the weight", in[1], 2, 2);
        sameType(op, in);
        long features = in[0].shape().size(-1);
        if (in[1].shape().size(1) != features) {
            throw Check.shape(
                    op,
                    "weight " + in[1].shape() + " takes " + in[1].shape().size(1) + " input features, the input "
                            + in[0].shape() + " has " + features);
        }
        if (in.length == 3) {
            Check.size(op, "the bias", in[2].shape(), Shape.of(in[1].shape().size(0)));
        }
        return in[0].shape().with(-1, in[1].shape().size(0));
    }

    private static Shape einsum(LinearAlgebra.Einsum op, TensorSpec[] in) {
        var sides = op.equation().replace(" ", "").split("->", -1);
        var operands = sides[0].split(",", -1);
        if (sides.length != 2 || operands.length != in.length || !op.equation().matches("[a-zA-Z, ]*->[a-zA-Z ]*")) {
            throw Check.shape(
                    op,
                    "'" + op.equation() + "' is not an equation of " + in.length
                            + " operands; expected one like 'bij,bjk->bik'");
        }
        var sizes = new HashMap<Character, Long>();
        for (int i = 0; i < in.length; i++) {
            if (operands[i].length() != in[i].shape().rank()) {
                throw Check.shape(
                        op,
                        "operand " + i + " " + in[i].shape() + " does not match the dimensions '" + operands[i] + "'");
            }
            for (int j = 0; j < operands[i].length(); j++) {
                long size = in[i].shape().size(j);
                var known = sizes.putIfAbsent(operands[i].charAt(j), size);
                if (known != null && known != size) {
                    throw Check.shape(
                            op, "the index '" + operands[i].charAt(j) + "' has the sizes " + known + " and " + size);
                }
            }
        }
        var result = new long[sides[1].length()];
        for (int i = 0; i < result.length; i++) {
            var size = sizes.get(sides[1].charAt(i));
            if (size == null) {
                throw Check.shape(op, "the index '" + sides[1].charAt(i) + "' of the result is in no operand");
            }
            result[i] = size;
        }
        return Shape.of(result);
    }
}
