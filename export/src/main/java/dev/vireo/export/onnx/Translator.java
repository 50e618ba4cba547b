package dev.vireo.export.onnx;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Op;
import java.util.List;

/**
 * One operation in ONNX's terms.
 *
 * @param <O> the operation's type
 */
@FunctionalInterface
interface Translator<O extends Op> {
    void translate(O op, List<Tensor> inputs, List<Tensor> outputs, Graph graph);
}
