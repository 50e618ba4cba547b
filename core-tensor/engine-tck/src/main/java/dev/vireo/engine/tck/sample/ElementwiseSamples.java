package dev.vireo.engine.tck.sample;

import dev.vireo.engine.tck.sample.OpSample.Trait;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.op.Activation;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Ternary;
import dev.vireo.tensor.op.Unary;
import java.util.List;

/** Samples of elementwise functions: their domains, edge values, integers, and broadcasting. */
final class ElementwiseSamples {
    private static final double[] EDGES = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        1.5,
        2.5,
        20,
        -20,
        100,
        -100,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };
    private static final List<Unary> STEPS = List.of(Unary.SIGN, Unary.FLOOR, Unary.CEIL, Unary.ROUND, Unary.TRUNC);
    private static final List<Unary> PREDICATES =
            List.of(Unary.LOGICAL_NOT, Unary.IS_NAN, Unary.IS_INF, Unary.IS_FINITE);

    private final RandomValues draw = new RandomValues(1);
    private final SampleRows rows = new SampleRows("elementwise");

    private ElementwiseSamples() {}

    static OpTable<List<OpSample>> table() {
        var samples = new ElementwiseSamples();
        samples.unary();
        samples.activations();
        samples.arithmetic();
        samples.comparisons();
        samples.ternary();
        IntegerLimits.elementwise(samples.rows.with(OpSample.Trait.INTEGER_LIMIT));
        return samples.rows.build();
    }

    private void unary() {
        on(-2.5, 2.5, Unary.NEG, Unary.ABS, Unary.SQUARE, Unary.EXP, Unary.EXPM1, Unary.SIN, Unary.COS, Unary.ATAN);
        on(-2.5, 2.5, Unary.SINH, Unary.COSH, Unary.TANH, Unary.ERF, Unary.SIGMOID, Unary.RELU, Unary.SILU, Unary.MISH);
        on(-2.5, 2.5, Unary.HARD_SIGMOID, Unary.HARD_SWISH, Unary.SELU, Unary.LOG_SIGMOID, Unary.SOFTSIGN);
        on(0.2, 4, Unary.SQRT, Unary.RSQRT, Unary.RECIPROCAL, Unary.LOG, Unary.LOG2);
        on(-0.8, 4, Unary.LOG1P);
        on(-1.2, 1.2, Unary.TAN);
        on(-0.9, 0.9, Unary.ASIN, Unary.ACOS);
        for (var op : List.of(Unary.HARD_SIGMOID, Unary.HARD_SWISH)) {
            rows.add(op, Argument.of(-7, -3.5, 3.5, 7));
        }
        for (var op : List.of(Unary.LOG_SIGMOID, Unary.SILU, Unary.MISH, Unary.SIGMOID)) {
            rows.add(op, Argument.of(-40, -25, 25, 40));
        }
        for (var op : List.of(Unary.LOG1P, Unary.EXPM1, Unary.SINH, Unary.TANH, Unary.ERF)) {
            rows.add(op, Argument.of(1e-3, -1e-3, 1e-5, -1e-5));
        }
        for (var op : STEPS) {
            rows.add(op, Argument.of(-2.75, -2.25, -0.75, 0.25, 1.75, 7.25));
        }
        for (var op : PREDICATES) {
            rows.add(op, draw.normal(2, 3)).add(op, draw.bools(5)).add(op, draw.normal(2, 0));
        }
        for (var op : Unary.values()) {
            rows.add(OpSample.of(op, Argument.of(EDGES)).with(Trait.NO_GRADIENT));
        }
        wholeNumbers();
    }

    private void wholeNumbers() {
        for (var dtype : List.of(DType.INT64, DType.INT32, DType.INT16, DType.INT8)) {
            for (var op : List.of(Unary.NEG, Unary.ABS, Unary.SIGN, Unary.SQUARE, Unary.RELU, Unary.LOGICAL_NOT)) {
                rows.add(op, draw.integers(dtype, -11, 11, 2, 3));
            }
        }
        for (var op : List.of(Unary.FLOOR, Unary.CEIL, Unary.ROUND, Unary.TRUNC, Unary.SQUARE)) {
            rows.add(op, draw.integers(DType.INT32, -9, 9, 4)).add(op, draw.integers(DType.UINT8, 0, 15, 4));
        }
        for (var op : List.of(Unary.IS_NAN, Unary.IS_INF, Unary.IS_FINITE)) {
            rows.add(op, draw.integers(DType.INT64, -9, 9, 4));
        }
        for (var op : List.of(Unary.SQRT, Unary.EXP, Unary.LOG, Unary.TANH, Unary.SIGMOID, Unary.RECIPROCAL)) {
            rows.add(op, draw.integers(DType.INT64, 1, 9, 4)).add(op, draw.integers(DType.UINT8, 1, 9, 4));
        }
    }

    private void activations() {
        on(-2.5, 2.5, new Activation.Gelu(false), new Activation.Gelu(true), new Activation.LeakyRelu(0.2));
        on(-2.5, 2.5, new Activation.Elu(0.7), new Activation.Softplus(1, 20), new Activation.Softplus(3, 2));
        on(-2.5, 2.5, new Activation.Clamp(-3, 3), new Activation.Clamp(0, Double.POSITIVE_INFINITY));
        on(0.1, 2.5, new Activation.Clamp(Double.NEGATIVE_INFINITY, 0.05));
        rows.add(new Activation.Clamp(-1, 2), Argument.of(-3, -1.5, 0.5, 1.5, 2.5))
                .add(OpSample.of(new Activation.Clamp(-1, 2), Argument.of(-1, 2, Double.NaN))
                        .with(Trait.NO_GRADIENT))
                .add(new Activation.Clamp(-3, 4), draw.integers(DType.INT32, -9, 9, 6))
                .add(new Activation.Clamp(-1.5, 300), Argument.of(DType.UINT8, Shape.of(3), 0, 7, 255))
                .add(new Activation.Clamp(-1000, 5), Argument.of(DType.INT8, Shape.of(3), -128, 3, 127))
                // Infinities are left out. x / 2 (1 + erf) has no limit at minus infinity. At plus infinity libtorch's
                // vectorized float32 and bfloat16 code returns NaN, and its scalar and float64 code returns infinity.
                .add(new Activation.Gelu(false), Argument.of(-30, -6, 6, 30))
                .add(new Activation.Gelu(true), Argument.of(-30, -6, 6, 30))
                .add(new Activation.Softplus(1, 20), Argument.of(-60, -19, 19, 21, 60));
        for (int dim = 0; dim < 3; dim++) {
            rows.add(new Activation.Softmax(dim), draw.normal(2, 3, 4))
                    .add(new Activation.LogSoftmax(dim), draw.normal(2, 3, 4));
        }
        for (var op : List.<Op>of(new Activation.Softmax(0), new Activation.LogSoftmax(0))) {
            rows.add(op, draw.normal(5))
                    .add(op, draw.normal(0, 3))
                    .add(op, Argument.of(1000, 1001, 998))
                    .add(op, draw.integers(DType.INT64, -3, 3, 4))
                    .add(OpSample.of(op, Argument.of(1, Double.NEGATIVE_INFINITY, 2))
                            .with(Trait.NO_GRADIENT));
        }
    }

    private void arithmetic() {
        for (var op : List.of(Binary.ADD, Binary.SUB, Binary.MUL, Binary.MAXIMUM, Binary.MINIMUM, Binary.ATAN2)) {
            broadcast(op, draw.normal(3, 4), draw.normal(3, 4));
        }
        broadcast(Binary.DIV, draw.normal(3, 4), draw.uniform(0.5, 2, 3, 4));
        broadcast(Binary.POW, draw.uniform(0.3, 2, 3, 4), draw.normal(3, 4));
        // The quotients are not near integers, where these functions jump.
        var dividend = Argument.of(5.25, -5.25, 7.1, -7.1).reshape(4, 1);
        var divisor = Argument.of(2, -3, 1.6);
        for (var op : List.of(Binary.REMAINDER, Binary.FLOOR_DIVIDE)) {
            rows.add(op, dividend, divisor)
                    .add(op, draw.integers(DType.INT64, -9, 9, 6), Argument.index(2, -2, 3, -3, 7, 1))
                    .add(op, draw.integers(DType.INT32, -9, 9, 6), Argument.of(DType.INT32, Shape.of(1), -4))
                    .add(OpSample.of(op, Argument.of(6, -6, 0, 1), Argument.of(3, 3, 2, Double.POSITIVE_INFINITY))
                            .with(Trait.NO_GRADIENT));
        }
        for (var op : List.of(Binary.ADD, Binary.SUB, Binary.MUL, Binary.MAXIMUM, Binary.MINIMUM)) {
            for (var dtype : List.of(DType.INT64, DType.INT32, DType.INT16, DType.INT8)) {
                rows.add(op, draw.integers(dtype, -9, 9, 2, 3), draw.integers(dtype, -9, 9, 3));
            }
            rows.add(op, draw.integers(DType.INT8, -9, 9, 3), draw.integers(DType.UINT8, 0, 9, 3))
                    .add(op, draw.normal(3), draw.integers(DType.INT64, -9, 9, 2, 1));
        }
        rows.add(Binary.DIV, draw.integers(DType.INT64, -9, 9, 4), draw.integers(DType.INT64, 1, 9, 4))
                .add(Binary.POW, draw.integers(DType.INT64, -4, 4, 5), draw.integers(DType.INT64, 0, 5, 5))
                .add(Binary.POW, Argument.of(-2, 1.5, -0.5), Argument.index(2, 3, 4))
                .add(OpSample.of(Binary.POW, Argument.of(0, 0, 4, -8), Argument.of(0, 2, 0.5, 3))
                        .with(Trait.NO_GRADIENT));
        for (var op : Binary.values()) {
            rows.add(OpSample.of(op, Argument.of(EDGES).reshape(EDGES.length, 1), Argument.of(-2, 0.5, Double.NaN))
                    .with(Trait.NO_GRADIENT));
        }
        rows.add(OpSample.of(Binary.DIV, Argument.of(1, -1, 0), Argument.of(0, 0, 0))
                .with(Trait.NO_GRADIENT));
        for (var op : List.of(Binary.MAXIMUM, Binary.MINIMUM)) {
            rows.add(OpSample.of(op, Argument.of(1, 2, -3), Argument.of(1, 2, -3))
                    .with(Trait.STRAIGHT_THROUGH));
        }
    }

    private void comparisons() {
        for (var op : Comparison.values()) {
            rows.add(op, draw.normal(2, 3), draw.normal(3))
                    .add(op, draw.integers(DType.INT64, -1, 1, 3, 1), draw.integers(DType.INT64, -1, 1, 4))
                    .add(op, draw.integers(DType.INT32, 0, 1, 6), draw.bools(6))
                    .add(op, draw.bools(2, 3), draw.bools(2, 3))
                    .add(op, Argument.of(EDGES).reshape(EDGES.length, 1), Argument.of(EDGES))
                    .add(op, draw.normal(0, 3), draw.normal(3));
        }
    }

    private void ternary() {
        rows.add(Ternary.WHERE, draw.bools(2, 3), draw.normal(2, 3), draw.normal(2, 3))
                .add(Ternary.WHERE, draw.bools(3), draw.normal(2, 1), Argument.scalar(0.5))
                .add(Ternary.WHERE, draw.bools(4), draw.integers(DType.INT64, -9, 9, 4), draw.normal(4))
                .add(Ternary.WHERE, draw.bools(0), draw.normal(0), draw.normal(0))
                .add(OpSample.of(Ternary.WHERE, draw.bools(3), Argument.of(Double.NaN, 1, 2), draw.normal(3))
                        .with(Trait.NO_GRADIENT))
                .add(Ternary.LERP, draw.normal(2, 3), draw.normal(2, 3), draw.uniform(0, 1, 2, 3))
                .add(Ternary.LERP, draw.normal(2, 1), draw.normal(3), Argument.scalar(0.75))
                .add(Ternary.LERP, draw.normal(0, 3), draw.normal(3), Argument.scalar(0.75));
    }

    private void on(double low, double high, Op... ops) {
        for (var op : ops) {
            rows.add(op, draw.uniform(low, high, 3, 4))
                    .add(op, draw.uniform(low, high))
                    .add(op, draw.uniform(low, high, 0, 3));
        }
    }

    private void broadcast(Op op, Argument a, Argument b) {
        rows.add(op, a, b)
                .add(op, a, firstOf(b, 4))
                .add(op, firstOf(a, 3).reshape(3, 1), firstOf(b, 4))
                .add(op, firstOf(a, 1).reshape(), b)
                .add(op, firstOf(a, 2).reshape(2, 1, 1), firstOf(b, 3).reshape(3, 1))
                .add(op, new Argument(Shape.of(0, 4), DType.FLOAT64, new double[0]), firstOf(b, 4));
    }

    private static Argument firstOf(Argument argument, int count) {
        return Argument.of(java.util.Arrays.copyOf(argument.values(), count));
    }
}
