package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.op.Op;

/**
 * One operation in ONNX's terms: adds nodes to the call's graph and says which values are the results.
 *
 * @param <O> the operation's type
 */
@FunctionalInterface
public interface Translator<O extends Op> {
    Value[] translate(O op, Call call);
}
