package dev.vireo.engine.tck.sample;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.op.Activation;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Scan;
import dev.vireo.tensor.op.Unary;
import java.util.List;

/**
 * Samples at the limits of integral types, where results wrap around and the smallest value has no negative. Casts of
 * floating values beyond the range of an integral type are left out: their results depend on the processor, as in
 * PyTorch.
 */
final class IntegerLimits {
    private static final List<DType> SIGNED = List.of(DType.INT64, DType.INT32, DType.INT16, DType.INT8);

    private IntegerLimits() {}

    static void elementwise(SampleRows rows) {
        for (var dtype : SIGNED) {
            double least = least(dtype);
            var all = vector(dtype, least, least + step(dtype), -1, 0, 1, greatest(dtype));
            for (var op : List.of(Unary.NEG, Unary.ABS, Unary.SIGN, Unary.SQUARE, Unary.RELU, Unary.LOGICAL_NOT)) {
                rows.add(op, all);
            }
            var column = all.reshape(6, 1);
            var other = vector(dtype, least, -3, -1, 1, 2, greatest(dtype));
            for (var op : List.of(Binary.ADD, Binary.SUB, Binary.MUL, Binary.MAXIMUM, Binary.MINIMUM)) {
                rows.add(op, column, other);
            }
            for (var op : List.of(Binary.FLOOR_DIVIDE, Binary.REMAINDER)) {
                rows.add(op, column, other).add(op, column, vector(dtype, -1));
            }
            for (var op : Comparison.values()) {
                rows.add(op, column, other);
            }
            rows.add(new Activation.Clamp(-1e30, 1e30), all).add(new Activation.Clamp(least / 2, 1), all);
            powers(rows, dtype);
        }
        var bytes = vector(DType.UINT8, 0, 1, 127, 128, 255);
        rows.add(Unary.NEG, bytes).add(Unary.SQUARE, bytes);
        for (var op : List.of(Binary.ADD, Binary.SUB, Binary.MUL)) {
            rows.add(op, bytes.reshape(5, 1), bytes);
        }
        for (var op : List.of(Binary.FLOOR_DIVIDE, Binary.REMAINDER)) {
            rows.add(op, bytes.reshape(5, 1), vector(DType.UINT8, 1, 2, 128, 255));
        }
    }

    /** A negative exponent gives 0, except for the bases 1 and -1. */
    private static void powers(SampleRows rows, DType dtype) {
        int bits = dtype.bytes() * 8;
        var bases = vector(dtype, -3, -2, -1, 0, 1, 2, 3, least(dtype)).reshape(8, 1);
        rows.add(Binary.POW, bases, vector(dtype, 0, 1, 2, bits - 2, bits - 1, bits, 100))
                .add(Binary.POW, bases, vector(dtype, -1, -2, -3, least(dtype)));
    }

    /** Reductions of integral types return int64. */
    static void reductions(SampleRows rows) {
        var large = vector(DType.INT64, 0x1p62, 0x1p62, 0x1p62, -0x1p40).reshape(2, 2);
        var small = vector(DType.INT8, 127, 127, -128, 127).reshape(2, 2);
        for (var x : List.of(large, small)) {
            rows.add(new Reduction.Sum(Dims.of(0, 1), false), x)
                    .add(new Reduction.Sum(Dims.of(1), false), x)
                    .add(new Reduction.Prod(Dims.of(1), false), x)
                    .add(new Scan.CumSum(1), x)
                    .add(new Scan.CumProd(0), x);
        }
        var all = vector(DType.INT64, 0, least(DType.INT64), greatest(DType.INT64), -1);
        rows.add(new Reduction.Amax(Dims.of(0), false), all)
                .add(new Reduction.Amin(Dims.of(0), false), all)
                .add(new Reduction.ArgMax(Dims.of(0), false), all)
                .add(new Reduction.ArgMin(Dims.of(0), false), all)
                .add(new Scan.Sort(0, false), all)
                .add(new Scan.Sort(0, true), all);
    }

    static void products(SampleRows rows) {
        for (var dtype : SIGNED) {
            double least = least(dtype);
            var x = vector(dtype, least, -1, greatest(dtype), 2).reshape(2, 2);
            rows.add(new LinearAlgebra.MatMul(), x, x);
        }
    }

    static void casts(SampleRows rows) {
        var wide = vector(
                DType.INT64,
                -1,
                127,
                128,
                -129,
                255,
                256,
                32768,
                -32769,
                65543,
                0x1p31,
                -0x1p31 - 1,
                0x1p32 + 5,
                0x1p62,
                -0x1p63,
                greatest(DType.INT64));
        for (var dtype : DType.values()) {
            if (!dtype.isFloating()) {
                rows.add(new Conversion.Cast(dtype), wide)
                        .add(new Conversion.Cast(dtype), vector(DType.UINT8, 0, 127, 128, 255))
                        .add(new Conversion.Cast(dtype), vector(DType.INT16, -32768, -129, -1, 127, 255, 32767));
            }
        }
        rows.add(new Conversion.Cast(DType.FLOAT16), wide)
                .add(new Conversion.Cast(DType.FLOAT64), wide)
                .add(new Conversion.Cast(DType.BOOL), Argument.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    }

    private static Argument vector(DType dtype, double... values) {
        return Argument.of(dtype, Shape.of(values.length), values);
    }

    private static double least(DType dtype) {
        return -Math.scalb(1.0, dtype.bytes() * 8 - 1);
    }

    /**
     * Returns the greatest value; for int64, the greatest that float64 represents exactly, because samples are stored
     * as float64.
     */
    private static double greatest(DType dtype) {
        return -least(dtype) - step(dtype);
    }

    private static double step(DType dtype) {
        return dtype == DType.INT64 ? 1024 : 1;
    }
}
