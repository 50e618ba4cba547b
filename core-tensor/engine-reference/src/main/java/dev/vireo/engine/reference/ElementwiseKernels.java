package dev.vireo.engine.reference;

import dev.vireo.engine.support.IntegerPower;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.Ternary;
import dev.vireo.tensor.op.Unary;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Elementwise kernels. */
final class ElementwiseKernels {
    private ElementwiseKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("reference elementwise");
        unary(rows, Unary.NEG, x -> -x, x -> -x);
        unary(rows, Unary.SQRT, Math::sqrt);
        unary(rows, Unary.EXP, Math::exp);
        unary(rows, Unary.LOG, Math::log);
        unary(rows, Unary.SIN, Math::sin);
        unary(rows, Unary.COS, Math::cos);
        unary(rows, Unary.ATAN, Math::atan);
        unary(rows, Unary.TANH, Math::tanh);
        unary(rows, Unary.ERF, Erf::of);
        unary(rows, Unary.FLOOR, Math::floor, x -> x);
        unary(rows, Unary.LOGICAL_NOT, x -> x == 0 ? 1 : 0, x -> x == 0 ? 1 : 0);
        binary(rows, Binary.ADD, Double::sum, Long::sum);
        binary(rows, Binary.MUL, (a, b) -> a * b, (a, b) -> a * b);
        binary(rows, Binary.DIV, (a, b) -> a / b);
        binary(rows, Binary.POW, FloatPowers::of, IntegerPower::of);
        binary(rows, Binary.MAXIMUM, Math::max, Math::max);
        binary(rows, Comparison.EQ, (a, b) -> a == b ? 1 : 0, (a, b) -> a == b ? 1 : 0);
        binary(rows, Comparison.LT, (a, b) -> a < b ? 1 : 0, (a, b) -> a < b ? 1 : 0);
        Results.kernel(rows, Ternary.WHERE, ElementwiseKernels::where);
        Results.kernel(rows, Conversion.Cast.class, (op, in, y) -> y.copy(in[0]));
        Results.kernel(rows, Conversion.ToDevice.class, (op, in, y) -> y.copy(in[0]));
        Results.kernel(rows, Conversion.Copy.class, (op, in, y) -> y.copy(in[0]));
        return rows.build();
    }

    /** Adds a function whose operands the dispatcher always casts to a floating type. */
    private static <O extends Op> void unary(KernelTable.Builder rows, O op, DoubleUnaryOperator reals) {
        unary(rows, op, reals, x -> {
            throw new AssertionError(op + " of integers");
        });
    }

    private static <O extends Op> void unary(
            KernelTable.Builder rows, O op, DoubleUnaryOperator reals, LongUnaryOperator wholes) {
        Results.kernel(rows, op, (any, in, y) -> {
            var x = in[0].places();
            for (int i = 0; i < x.length; i++) {
                if (in[0].isWhole()) {
                    y.set(i, wholes.applyAsLong(in[0].whole(x[i])));
                } else {
                    y.set(i, reals.applyAsDouble(in[0].real(x[i])));
                }
            }
        });
    }

    /** Adds a function of two operands that the dispatcher always casts to a floating type. */
    private static <O extends Op> void binary(KernelTable.Builder rows, O op, DoubleBinaryOperator reals) {
        binary(rows, op, reals, (a, b) -> {
            throw new AssertionError(op + " of integers");
        });
    }

    private static <O extends Op> void binary(
            KernelTable.Builder rows, O op, DoubleBinaryOperator reals, LongBinaryOperator wholes) {
        Results.kernel(rows, op, (any, in, y) -> {
            var a = in[0].expand(y.shape()).places();
            var b = in[1].expand(y.shape()).places();
            for (int i = 0; i < a.length; i++) {
                if (in[0].isWhole()) {
                    y.set(i, wholes.applyAsLong(in[0].whole(a[i]), in[1].whole(b[i])));
                } else {
                    y.set(i, reals.applyAsDouble(in[0].real(a[i]), in[1].real(b[i])));
                }
            }
        });
    }

    private static void where(Ternary op, ReferenceTensor[] in, ReferenceTensor y) {
        var condition = in[0].expand(y.shape()).places();
        var a = in[1].expand(y.shape()).places();
        var b = in[2].expand(y.shape()).places();
        for (int i = 0; i < condition.length; i++) {
            boolean holds = in[0].whole(condition[i]) != 0;
            y.set(i, holds ? in[1] : in[2], holds ? a[i] : b[i]);
        }
    }
}
