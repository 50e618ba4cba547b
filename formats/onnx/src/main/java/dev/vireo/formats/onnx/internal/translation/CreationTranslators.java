package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Graph;
import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.OpTable;

/** Translates operations that create tensors, and type conversions. */
final class CreationTranslators {
    private static final long SMALL = 1024;

    private CreationTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("creation")
                .one(Creation.Full.class, (op, call) -> full(op, call.graph()))
                .one(Creation.Arange.class, (op, call) -> arange(op, call.graph()))
                .one(Conversion.Cast.class, (op, call) -> call.graph().cast(call.in(0), op.dtype()))
                .one(Conversion.ToDevice.class, (op, call) -> call.graph().op("Identity", call.in(0)))
                .one(Conversion.Copy.class, (op, call) -> call.graph().op("Identity", call.in(0)))
                .one(Conversion.Contiguous.class, (op, call) -> call.graph().op("Identity", call.in(0)))
                .build();
    }

    /** The file stores a single element, however large the tensor is. */
    private static Value full(Creation.Full op, Graph graph) {
        var dtype = op.spec().dtype();
        var sizes = op.spec().shape().toArray();
        return op.spec().shape().elements() <= SMALL
                ? graph.full(op.value(), dtype, sizes)
                : graph.op("Expand", graph.scalar(op.value(), dtype), graph.longs(sizes));
    }

    /** Computes start + step * (0, 1, ...), so that the number of elements does not depend on rounding. */
    private static Value arange(Creation.Arange op, Graph graph) {
        var dtype = op.spec().dtype();
        var wide = dtype.isHalf() ? DType.FLOAT32 : dtype.isFloating() ? dtype : DType.INT64;
        long count = op.spec().shape().elements();
        var numbers = graph.op(
                "Range", graph.scalar(0, DType.INT64), graph.scalar(count, DType.INT64), graph.scalar(1, DType.INT64));
        var steps = graph.op(
                "Mul", wide == DType.INT64 ? numbers : graph.cast(numbers, wide), graph.scalar(op.step(), wide));
        var result = graph.op("Add", steps, graph.scalar(op.start(), wide));
        return wide == dtype ? result : graph.cast(result, dtype);
    }
}
