package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.GraphBuilder;
import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.op.Attention.ScaledDotProductAttention;
import dev.vireo.tensor.op.OpTable;
import java.util.List;

/**
 * Translates attention to the pattern of nodes that ONNX Runtime fuses. The scale must be a constant; a computed one
 * prevents the fusion.
 */
final class AttentionTranslators {
    private AttentionTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("attention")
                .one(ScaledDotProductAttention.class, AttentionTranslators::attention)
                .build();
    }

    private static Value attention(ScaledDotProductAttention op, Call call) {
        var graph = call.graph();
        var keys = ViewTranslators.permuted(graph, call.in(1), lastTwoSwapped(call.rank(1)));
        var scores = graph.op("Mul", graph.op("MatMul", call.in(0), keys), call.scalar(op.scale()));
        if (op.causal()) {
            scores = masked(call, past(graph, call), scores);
        }
        if (call.count() == 4) {
            scores = call.dtype(3) == DType.BOOL
                    ? masked(call, call.in(3), scores)
                    : graph.op("Add", scores, call.in(3));
        }
        var weights = graph.node("Softmax", scores).with("axis", -1).value();
        return graph.op("MatMul", call.count() == 4 ? ofSome(call, weights) : weights, call.in(2));
    }

    /** Replaces NaN weights by zeros: the softmax of a query whose keys are all masked is 0 / 0. */
    private static Value ofSome(Call call, Value weights) {
        return call.graph().op("Where", call.graph().op("IsNaN", weights), call.scalar(0), weights);
    }

    private static long[] lastTwoSwapped(int rank) {
        var dims = Dims.range(0, rank).toLongArray();
        dims[dims.length - 1] = dims.length - 2L;
        dims[dims.length - 2] = dims.length - 1L;
        return dims;
    }

    private static Value masked(Call call, Value takesPart, Value scores) {
        return call.graph().op("Where", takesPart, scores, call.scalar(Double.NEGATIVE_INFINITY));
    }

    /** Returns the causal mask {@code [T, S]}: query t attends to keys 0 to t. */
    private static Value past(GraphBuilder graph, Call call) {
        var ones = graph.op(
                "Expand", graph.scalar(1, DType.INT64), call.sizes().of(List.of(call.size(0, -2), call.size(1, -2))));
        return graph.cast(graph.node("Trilu", ones).with("upper", false).value(), DType.BOOL);
    }
}
