package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.OpTable;

/** Translates matrix products. */
final class ProductTranslators {
    private ProductTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("product")
                .one(LinearAlgebra.MatMul.class, (op, call) -> call.graph().op("MatMul", call.all()))
                .one(LinearAlgebra.Linear.class, (op, call) -> linear(call))
                .one(
                        LinearAlgebra.Einsum.class,
                        (op, call) -> call.graph()
                                .node("Einsum", call.all())
                                .with("equation", op.equation())
                                .value())
                .build();
    }

    /** Two-dimensional inputs become Gemm, which ONNX Runtime quantizes and fuses best. */
    private static Value linear(Call call) {
        var graph = call.graph();
        if (call.rank(0) == 2) {
            return graph.node("Gemm", call.all()).with("transB", true).value();
        }
        var product = graph.op("MatMul", call.in(0), ViewTranslators.permuted(graph, call.in(1), 1, 0));
        return call.count() == 3 ? graph.op("Add", product, call.in(2)) : product;
    }
}
