package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;

/** Converts numbers to truth values: any value other than 0 is true. */
final class Logic {
    private Logic() {}

    static Value bool(Call call, int input) {
        return call.dtype(input) == DType.BOOL ? call.in(input) : call.graph().cast(call.in(input), DType.BOOL);
    }
}
