package dev.vireo.formats.onnx.internal.translation;

import static dev.vireo.formats.onnx.internal.translation.TranslatorTable.inInt32;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Ternary;

/** Translates functions and comparisons of several tensors that broadcast. */
final class BinaryTranslators {
    private BinaryTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("binary")
                .arithmetic(Binary.ADD, "Add")
                .arithmetic(Binary.SUB, "Sub")
                .arithmetic(Binary.MUL, "Mul")
                .same(Binary.DIV, "Div")
                .arithmetic(Binary.POW, "Pow")
                .arithmetic(Binary.MAXIMUM, "Max")
                .arithmetic(Binary.MINIMUM, "Min")
                .one(Binary.REMAINDER, inInt32(BinaryTranslators::remainder))
                .one(Binary.FLOOR_DIVIDE, inInt32(BinaryTranslators::floorDivide))
                .one(Binary.ATAN2, BinaryTranslators::atan2)
                .arithmetic(Comparison.EQ, "Equal")
                .one(
                        Comparison.NE,
                        inInt32((op, call) ->
                                call.graph().op("Not", call.graph().op("Equal", call.all()))))
                .arithmetic(Comparison.LT, "Less")
                .arithmetic(Comparison.LE, "LessOrEqual")
                .arithmetic(Comparison.GT, "Greater")
                .arithmetic(Comparison.GE, "GreaterOrEqual")
                .one(Comparison.LOGICAL_AND, (op, call) -> logical(call, "And"))
                .one(Comparison.LOGICAL_OR, (op, call) -> logical(call, "Or"))
                .one(Comparison.LOGICAL_XOR, (op, call) -> logical(call, "Xor"))
                .one(Ternary.WHERE, BinaryTranslators::where)
                .one(Ternary.LERP, (op, call) -> {
                    var graph = call.graph();
                    var way = graph.op("Sub", call.in(1), call.in(0));
                    return graph.op("Add", call.in(0), graph.op("Mul", call.in(2), way));
                })
                .build();
    }

    private static Value logical(Call call, String type) {
        return call.graph().op(type, Logic.bool(call, 0), Logic.bool(call, 1));
    }

    /**
     * The remainder has the divisor's sign. Mod does so for integers. For floating types only C's fmod exists, so the
     * divisor is added where the signs differ.
     */
    private static Value remainder(Op op, Call call) {
        var graph = call.graph();
        var a = call.in(0);
        var b = call.in(1);
        if (!call.dtype(0).isFloating()) {
            return graph.op("Mod", a, b);
        }
        var zero = call.scalar(0);
        var rest = graph.node("Mod", a, b).with("fmod", 1L).value();
        var otherSign = graph.op("Xor", graph.op("Less", rest, zero), graph.op("Less", b, zero));
        var moves = graph.op("And", otherSign, graph.op("Not", graph.op("Equal", rest, zero)));
        return graph.op("Where", moves, graph.op("Add", rest, b), rest);
    }

    /** Divides after subtracting the remainder; where the divisor is 0, divides directly. */
    private static Value floorDivide(Op op, Call call) {
        var graph = call.graph();
        var a = call.in(0);
        var b = call.in(1);
        var exact = graph.op("Div", graph.op("Sub", a, remainder(op, call)), b);
        if (!call.dtype(0).isFloating()) {
            return exact;
        }
        var byZero = graph.op("Equal", b, call.scalar(0));
        return graph.op("Where", byZero, graph.op("Div", a, b), graph.op("Round", exact));
    }

    /** Returns atan(y / x), plus or minus pi where x is negative. Signed zeros are treated as in C. */
    private static Value atan2(Op op, Call call) {
        var graph = call.graph();
        var y = call.in(0);
        var x = call.in(1);
        var zero = call.scalar(0);
        var half = graph.op(
                "Where", negative(call, y), call.scalar(-Math.PI), call.scalar(Math.PI)); // pi with the sign of y
        var none = graph.op("And", graph.op("Equal", y, zero), graph.op("Equal", x, zero));
        var slope = graph.op("Where", none, y, graph.op("Div", y, x)); // atan2(0, 0) is the angle of y = 0
        var angle = graph.op("Atan", slope);
        return graph.op("Where", negative(call, x), graph.op("Add", angle, half), angle);
    }

    /** Whether a value is negative or -0. */
    private static Value negative(Call call, Value value) {
        var graph = call.graph();
        var zero = call.scalar(0);
        return graph.op("Or", graph.op("Less", value, zero), graph.op("Less", graph.op("Reciprocal", value), zero));
    }

    private static Value where(Op op, Call call) {
        var small = call.resultType() == DType.INT8 || call.resultType() == DType.INT16;
        if (!small) {
            return call.graph().op("Where", call.all());
        }
        var wide = call.cast(type -> type == call.resultType(), DType.INT32);
        return call.graph().cast(call.graph().op("Where", wide.all()), call.resultType());
    }
}
