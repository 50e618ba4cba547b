package dev.vireo.engine.reference;

import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.Ternary;
import dev.vireo.tensor.op.Unary;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** One element out of those at the same place. */
final class ElementwiseKernels {
    private ElementwiseKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("reference elementwise");
        unary(rows, Unary.NEG, x -> -x);
        unary(rows, Unary.SQRT, Math::sqrt);
        unary(rows, Unary.EXP, Math::exp);
        unary(rows, Unary.LOG, Math::log);
        unary(rows, Unary.SIN, Math::sin);
        unary(rows, Unary.COS, Math::cos);
        unary(rows, Unary.ATAN, Math::atan);
        unary(rows, Unary.TANH, Math::tanh);
        unary(rows, Unary.ERF, Erf::of);
        unary(rows, Unary.FLOOR, Math::floor);
        unary(rows, Unary.LOGICAL_NOT, x -> x == 0 ? 1 : 0);
        binary(rows, Binary.ADD, Double::sum);
        binary(rows, Binary.MUL, (a, b) -> a * b);
        binary(rows, Binary.DIV, (a, b) -> a / b);
        binary(rows, Binary.POW, ElementwiseKernels::pow);
        binary(rows, Binary.MAXIMUM, Math::max);
        binary(rows, Comparison.EQ, (a, b) -> a == b ? 1 : 0);
        binary(rows, Comparison.LT, (a, b) -> a < b ? 1 : 0);
        Results.kernel(rows, Ternary.WHERE, (op, in, y) -> {
            var condition = in[0].expand(y.shape()).places();
            var a = in[1].expand(y.shape()).places();
            var b = in[2].expand(y.shape()).places();
            for (int i = 0; i < a.length; i++) {
                y.set(i, in[0].get(condition[i]) != 0 ? in[1].get(a[i]) : in[2].get(b[i]));
            }
        });
        Results.kernel(rows, Conversion.Cast.class, (op, in, y) -> map(in[0], y, x -> x));
        Results.kernel(rows, Conversion.ToDevice.class, (op, in, y) -> map(in[0], y, x -> x));
        Results.kernel(rows, Conversion.Copy.class, (op, in, y) -> map(in[0], y, x -> x));
        return rows.build();
    }

    private static <O extends Op> void unary(KernelTable.Builder rows, O op, DoubleUnaryOperator function) {
        Results.kernel(rows, op, (any, in, y) -> map(in[0], y, function));
    }

    private static <O extends Op> void binary(KernelTable.Builder rows, O op, DoubleBinaryOperator function) {
        Results.kernel(rows, op, (any, in, y) -> {
            var a = in[0].expand(y.shape()).places();
            var b = in[1].expand(y.shape()).places();
            for (int i = 0; i < a.length; i++) {
                y.set(i, function.applyAsDouble(in[0].get(a[i]), in[1].get(b[i])));
            }
        });
    }

    private static void map(ReferenceTensor x, ReferenceTensor y, DoubleUnaryOperator function) {
        var places = x.places();
        for (int i = 0; i < places.length; i++) {
            y.set(i, function.applyAsDouble(x.get(places[i])));
        }
    }

    /** As C has it (F.10.4.4), not Java: a base of 1 gives 1 for any exponent, -1 for an infinite one too. */
    private static double pow(double base, double exponent) {
        return base == 1 || base == -1 && Double.isInfinite(exponent) ? 1 : Math.pow(base, exponent);
    }
}
