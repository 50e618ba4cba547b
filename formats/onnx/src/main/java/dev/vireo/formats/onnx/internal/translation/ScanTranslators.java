package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Scan;
import java.util.Set;

/** Translates operations along one dimension that keep its size, such as cumulative sums and sorting. */
final class ScanTranslators {
    private ScanTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("scan")
                .one(
                        Scan.CumSum.class,
                        (op, call) -> call.graph()
                                .op("CumSum", call.accumulated(), call.graph().scalar(op.dim(), DType.INT64)))
                .one(Scan.CumProd.class, ScanTranslators::products)
                .row(Scan.Sort.class, (op, call) -> {
                    var graph = call.graph();
                    var size = graph.op("Gather", graph.op("Shape", call.in(0)), graph.longs(op.dim()));
                    return ranked(call, size, op.dim(), op.descending());
                })
                .row(
                        Scan.TopK.class,
                        new TranslatorTable.Sized<>(
                                (op, call) ->
                                        ranked(call, call.sizes().of(call.step().size("k")), op.dim(), op.largest()),
                                Set.of("k")))
                .build();
    }

    /**
     * ONNX has no cumulative product. The tensor is multiplied by itself shifted by 1, 2, 4, ...; each step doubles the
     * number of elements in every product (Hillis and Steele, 1986).
     */
    private static Value products(Scan.CumProd op, Call call) {
        var graph = call.graph();
        var result = call.accumulated();
        int rank = call.rank(0);
        long size = rank == 0 ? 1 : call.fixed(0, op.dim());
        var one = graph.scalar(1, call.resultType());
        for (long shift = 1; shift < size; shift *= 2) {
            var pads = new long[2 * rank];
            pads[op.dim()] = shift;
            var padded = graph.op("Pad", result, graph.longs(pads), one);
            var shifted = graph.op("Slice", padded, graph.longs(0), graph.longs(-shift), graph.longs(op.dim()));
            result = graph.op("Mul", result, shifted);
        }
        return size <= 1 ? graph.op("Identity", result) : result;
    }

    /** The sort is stable, because TopK orders equal values by index. */
    private static Value[] ranked(Call call, Value count, int dim, boolean largest) {
        return call.graph()
                .node("TopK", call.in(0), count)
                .with("axis", dim)
                .with("largest", largest)
                .values(2);
    }
}
