package dev.vireo.tensor.engine;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.ClosedTensorException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.dispatch.Notifications;
import dev.vireo.tensor.internal.memory.Handle;

/** Exchanges tensors with the library of an engine without copying. */
public final class Interchange {
    private Interchange() {}

    /**
     * Creates a tensor from a native tensor. It belongs to the innermost scope of the thread and closes the native
     * tensor.
     */
    public static Tensor adopt(Engine engine, NativeTensor value) {
        var spec = engine.spec(value);
        var handle = Handle.of(engine, value, spec);
        handle.pin();
        return TENSORS.wrap(handle, spec);
    }

    /**
     * Returns a tensor's native tensor, which may be read while the tensor is open and must not be closed.
     *
     * @throws ClosedTensorException if the tensor is closed
     */
    public static NativeTensor nativeOf(Tensor tensor) {
        Notifications.toHost(tensor);
        var handle = TENSORS.handle(tensor);
        handle.pin();
        return handle.value();
    }
}
