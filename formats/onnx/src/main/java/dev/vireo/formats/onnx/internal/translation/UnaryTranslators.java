package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Unary;

/** Translates functions of one tensor without attributes. */
final class UnaryTranslators {
    private UnaryTranslators() {}

    static OpTable<Translator<?>> table() {
        var table = new TranslatorTable("unary")
                .arithmetic(Unary.NEG, "Neg")
                .arithmetic(Unary.ABS, "Abs")
                .one(Unary.RELU, TranslatorTable.inInt32(UnaryTranslators::relu))
                .same(Unary.SIGN, "Sign")
                .same(Unary.SQRT, "Sqrt")
                .same(Unary.RECIPROCAL, "Reciprocal")
                .same(Unary.EXP, "Exp")
                .same(Unary.LOG, "Log")
                .same(Unary.SIN, "Sin")
                .same(Unary.COS, "Cos")
                .same(Unary.TAN, "Tan")
                .same(Unary.ASIN, "Asin")
                .same(Unary.ACOS, "Acos")
                .same(Unary.ATAN, "Atan")
                .same(Unary.SINH, "Sinh")
                .same(Unary.COSH, "Cosh")
                .same(Unary.TANH, "Tanh")
                .same(Unary.ERF, "Erf")
                .same(Unary.SIGMOID, "Sigmoid")
                .same(Unary.SELU, "Selu")
                .same(Unary.SOFTSIGN, "Softsign");
        return predicates(rounding(composed(table))).build();
    }

    private static TranslatorTable composed(TranslatorTable table) {
        return table.one(
                        Unary.SQUARE,
                        TranslatorTable.inInt32((op, call) -> call.graph().op("Mul", call.in(0), call.in(0))))
                .one(
                        Unary.RSQRT,
                        (op, call) -> call.graph().op("Reciprocal", call.graph().op("Sqrt", call.in(0))))
                .one(
                        Unary.EXPM1,
                        (op, call) -> call.graph().op("Sub", call.graph().op("Exp", call.in(0)), call.scalar(1)))
                .one(
                        Unary.LOG1P,
                        (op, call) -> call.graph().op("Log", call.graph().op("Add", call.in(0), call.scalar(1))))
                .one(
                        Unary.LOG2,
                        (op, call) -> call.graph()
                                .op("Mul", call.graph().op("Log", call.in(0)), call.scalar(1 / Math.log(2))))
                .one(
                        Unary.SILU,
                        (op, call) ->
                                call.graph().op("Mul", call.in(0), call.graph().op("Sigmoid", call.in(0))))
                .one(Unary.MISH, (op, call) -> {
                    var graph = call.graph();
                    return graph.op("Mul", call.in(0), graph.op("Tanh", graph.op("Softplus", call.in(0))));
                })
                .one(Unary.HARD_SIGMOID, UnaryTranslators::hardSigmoid)
                .one(Unary.HARD_SWISH, (op, call) -> call.graph().op("Mul", call.in(0), hardSigmoid(op, call)))
                .one(Unary.LOG_SIGMOID, (op, call) -> {
                    var graph = call.graph();
                    return graph.op("Neg", graph.op("Softplus", graph.op("Neg", call.in(0))));
                });
    }

    /** Adds the rounding functions, which leave integers unchanged. */
    private static TranslatorTable rounding(TranslatorTable table) {
        return table.one(Unary.FLOOR, (op, call) -> rounded(call, "Floor"))
                .one(Unary.CEIL, (op, call) -> rounded(call, "Ceil"))
                .one(Unary.ROUND, (op, call) -> rounded(call, "Round"))
                .one(Unary.TRUNC, (op, call) -> {
                    var graph = call.graph();
                    return call.dtype(0).isFloating()
                            ? graph.op(
                                    "Mul", graph.op("Sign", call.in(0)), graph.op("Floor", graph.op("Abs", call.in(0))))
                            : graph.op("Identity", call.in(0));
                });
    }

    private static TranslatorTable predicates(TranslatorTable table) {
        return table.one(Unary.LOGICAL_NOT, (op, call) -> call.graph().op("Not", Logic.bool(call, 0)))
                .one(Unary.IS_NAN, (op, call) -> call.graph().op("IsNaN", floating(call)))
                .one(Unary.IS_INF, (op, call) -> call.graph().op("IsInf", floating(call)))
                .one(Unary.IS_FINITE, (op, call) -> {
                    var graph = call.graph();
                    var x = floating(call);
                    return graph.op("Not", graph.op("Or", graph.op("IsNaN", x), graph.op("IsInf", x)));
                });
    }

    /** Relu does not support integers. */
    private static Value relu(Unary op, Call call) {
        return call.dtype(0).isFloating()
                ? call.graph().op("Relu", call.in(0))
                : call.graph().op("Max", call.in(0), call.scalar(0));
    }

    private static Value hardSigmoid(Unary op, Call call) {
        return call.graph()
                .node("HardSigmoid", call.in(0))
                .with("alpha", 1.0 / 6)
                .with("beta", 0.5)
                .value();
    }

    private static Value rounded(Call call, String type) {
        return call.graph().op(call.dtype(0).isFloating() ? type : "Identity", call.in(0));
    }

    private static Value floating(Call call) {
        return call.dtype(0).isFloating() ? call.in(0) : call.graph().cast(call.in(0), DType.FLOAT32);
    }
}
