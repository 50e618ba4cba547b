package dev.vireo.tensor.engine;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.ClosedTensorException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.dispatch.Listening;
import dev.vireo.tensor.internal.memory.Handle;

/** Where engines exchange tensors with the library that they are built on, without copying. */
public final class Interchange {
    private Interchange() {}

    /**
     * A tensor on what an engine holds. It belongs to the innermost scope of the thread, as any other; closing it closes
     * the hold.
     */
    public static Tensor adopt(Engine engine, NativeTensor value) {
        var spec = engine.spec(value);
        return TENSORS.wrap(Handle.of(engine, value, spec), spec);
    }

    /**
     * What the tensor's engine holds; to be looked at while the tensor is open, not to be closed.
     *
     * @throws ClosedTensorException if the tensor is closed
     */
    public static NativeTensor nativeOf(Tensor tensor) {
        Listening.toHost(tensor);
        return TENSORS.handle(tensor).value();
    }
}
