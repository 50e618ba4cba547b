package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.Ternary;
import dev.vireo.tensor.op.Unary;

/** Elementwise kernels. */
final class ElementwiseKernels {
    private static final CustomOperation EQUALS = CustomOperation.named("equals");
    private static final CustomOperation OR = CustomOperation.named("boolean_or");
    private static final CustomOperation RELU = CustomOperation.named("relu");
    private static final CustomOperation POW = CustomOperation.named("Pow");
    private static final CustomOperation XOR = CustomOperation.named("bitwise_xor");

    private ElementwiseKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("nd4j elementwise");
        unary(rows, Unary.NEG, TransformOperation.NEGATIVE);
        unary(rows, Unary.SQRT, TransformOperation.SQRT);
        unary(rows, Unary.EXP, TransformOperation.EXP);
        unary(rows, Unary.LOG, TransformOperation.LOG);
        unary(rows, Unary.SIN, TransformOperation.SIN);
        unary(rows, Unary.COS, TransformOperation.COS);
        unary(rows, Unary.ATAN, TransformOperation.ATAN);
        unary(rows, Unary.TANH, TransformOperation.TANH);
        unary(rows, Unary.ERF, TransformOperation.ERF);
        unary(rows, Unary.FLOOR, TransformOperation.FLOOR);
        unary(rows, Unary.SIGMOID, TransformOperation.SIGMOID);
        unary(rows, Unary.ABS, TransformOperation.ABS);
        unary(rows, Unary.CEIL, TransformOperation.CEIL);
        Results.kernel(rows, Unary.RELU, (op, in, y, work) -> RELU.run(OpArguments.numbers(0), y, in[0]));
        Results.kernel(
                rows,
                Unary.LOGICAL_NOT,
                (op, in, y, work) -> EQUALS.run(y, in[0], work.number(0, in[0].dtype(), y.shape())));
        binary(rows, Binary.ADD, CustomOperation.ADD);
        binary(rows, Binary.MUL, CustomOperation.MULTIPLY);
        binary(rows, Binary.DIV, CustomOperation.named("divide"));
        Results.kernel(rows, Binary.POW, (op, in, y, work) -> power(in[0], in[1], y, work));
        Results.kernel(rows, Binary.MAXIMUM, (op, in, y, work) -> maximum(in[0], in[1], y, work));
        binary(rows, Comparison.EQ, EQUALS);
        binary(rows, Comparison.LT, CustomOperation.LESS);
        Results.kernel(rows, Ternary.WHERE, (op, in, y, work) -> select(in[0], in[1], in[2], y, work));
        Results.mover(rows, Conversion.Cast.class, (op, in, y, work) -> cast(in[0], y, work));
        Results.mover(rows, Conversion.ToDevice.class, (op, in, y, work) -> work.assign(in[0], y));
        Results.mover(rows, Conversion.Copy.class, (op, in, y, work) -> work.assign(in[0], y));
        return rows.build();
    }

    private static <O extends Op> void unary(KernelTable.Builder rows, O op, TransformOperation transform) {
        Results.kernel(rows, op, (any, in, y, work) -> transform.run(in[0], y));
    }

    private static <O extends Op> void binary(KernelTable.Builder rows, O op, CustomOperation custom) {
        Results.kernel(rows, op, (any, in, y, work) -> broadcast(custom, in[0], in[1], y, work));
    }

    /**
     * Runs a broadcasting operation. ND4J treats a one-element tensor of any rank as a scalar, which adds no dimensions
     * to the result, so the result is reshaped to match.
     */
    static void broadcast(CustomOperation custom, Nd4jTensor a, Nd4jTensor b, Nd4jTensor y, Intermediates work) {
        if (a.shape().equals(b.shape()) || a.elements() != 1 && b.elements() != 1) {
            custom.run(y, a, b);
            return;
        }
        var left = scalar(a, work);
        var right = scalar(b, work);
        custom.run(work.reshape(y, a.elements() == 1 ? right.shape() : left.shape()), left, right);
    }

    private static void power(Nd4jTensor base, Nd4jTensor exponent, Nd4jTensor y, Intermediates work) {
        if (y.dtype().isFloating()) {
            broadcast(POW, base, exponent, y, work);
        } else {
            IntegerPowers.fill(base, exponent, y, work);
        }
    }

    private static Nd4jTensor scalar(Nd4jTensor x, Intermediates work) {
        return x.elements() == 1 ? work.reshape(x, Shape.SCALAR) : x;
    }

    /** Returns a where it is greater or NaN, else b, which is correct if b is NaN. ND4J's own maximum ignores NaN. */
    private static void maximum(Nd4jTensor a, Nd4jTensor b, Nd4jTensor y, Intermediates work) {
        var greater = work.make(y.shape(), DType.BOOL);
        broadcast(CustomOperation.LESS, b, a, greater, work);
        if (!a.dtype().isFloating()) {
            select(greater, a, b, y, work);
            return;
        }
        var either = work.make(y.shape(), DType.BOOL);
        OR.run(either, greater, work.expand(isNan(a, work), y.shape()));
        select(either, a, b, y, work);
    }

    /**
     * Casts. A cast to bool is a comparison: ND4J's own conversion maps numbers between -1 and 1 of some types to 0,
     * and -0 to 1.
     */
    private static void cast(Nd4jTensor x, Nd4jTensor y, Intermediates work) {
        if (y.dtype() == DType.BOOL) {
            truth(x, y, work);
        } else {
            work.assign(x, y);
        }
    }

    static void truth(Nd4jTensor x, Nd4jTensor y, Intermediates work) {
        var wide = x.dtype().isHalf() ? work.copy(x, DType.FLOAT32) : x;
        CustomOperation.NOT_EQUALS.run(y, wide, work.number(0, wide.dtype(), y.shape()));
    }

    static Nd4jTensor isNan(Nd4jTensor x, Intermediates work) {
        var nan = work.make(x.shape(), DType.BOOL);
        CustomOperation.NOT_EQUALS.run(nan, x, x);
        return nan;
    }

    /**
     * Selects bitwise, {@code b ^ ((a ^ b) & mask)}. ND4J's own operation is slower, as it works element by element,
     * and does not broadcast.
     */
    static void select(Nd4jTensor condition, Nd4jTensor a, Nd4jTensor b, Nd4jTensor y, Intermediates work) {
        var type = bits(y.dtype());
        var mask = work.copy(condition, type);
        TransformOperation.NEGATIVE.run(mask, mask); // 1 becomes -1, whose bits are all ones
        var left = work.bitsAs(work.dense(a), type);
        var right = work.bitsAs(work.dense(b), type);
        var change = work.make(a.shape().broadcast(b.shape()), type);
        broadcast(XOR, left, right, change, work);
        var masked = work.make(y.shape(), type);
        broadcast(CustomOperation.BITWISE_AND, change, mask, masked, work);
        broadcast(XOR, masked, right, work.bitsAs(y, type), work);
    }

    private static DType bits(DType dtype) {
        return switch (dtype.bytes()) {
            case Long.BYTES -> DType.INT64;
            case Integer.BYTES -> DType.INT32;
            case Short.BYTES -> DType.INT16;
            default -> DType.INT8;
        };
    }
}
