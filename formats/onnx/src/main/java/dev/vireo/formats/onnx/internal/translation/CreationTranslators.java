package dev.vireo.formats.onnx.internal.translation;

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
                .sized(Creation.Full.class, CreationTranslators::full, "spec", "value")
                .sized(Creation.Arange.class, CreationTranslators::arange, "spec", "start", "step")
                .one(Conversion.Cast.class, (op, call) -> call.graph().cast(call.in(0), op.dtype()))
                .one(Conversion.ToDevice.class, (op, call) -> call.graph().op("Identity", call.in(0)))
                .one(Conversion.Copy.class, (op, call) -> call.graph().op("Identity", call.in(0)))
                .one(Conversion.Contiguous.class, (op, call) -> call.graph().op("Identity", call.in(0)))
                .build();
    }

    /** The file stores a single element, however large the tensor is. */
    private static Value full(Creation.Full op, Call call) {
        var shape = op.spec().shape();
        var dtype = op.spec().dtype();
        if (call.step().dynamic().isEmpty() && shape.elements() <= SMALL) {
            return call.graph().full(op.value(), dtype, shape.toArray());
        }
        var value = call.number("value", op.value(), dtype);
        return shape.rank() == 0
                ? value
                : call.graph().op("Expand", value, call.sizes().of(call.step().sizes("spec")));
    }

    /** Computes start + step * (0, 1, ...), so that the number of elements does not depend on rounding. */
    private static Value arange(Creation.Arange op, Call call) {
        var graph = call.graph();
        var dtype = op.spec().dtype();
        var wide = dtype.isHalf() ? DType.FLOAT32 : dtype.isFloating() ? dtype : DType.INT64;
        var count = call.sizes().scalar(call.step().size("spec[0]"), DType.INT64);
        var numbers = graph.op("Range", graph.scalar(0, DType.INT64), count, graph.scalar(1, DType.INT64));
        var steps = graph.op(
                "Mul", wide == DType.INT64 ? numbers : graph.cast(numbers, wide), call.number("step", op.step(), wide));
        var result = graph.op("Add", steps, call.number("start", op.start(), wide));
        return wide == dtype ? result : graph.cast(result, dtype);
    }
}
