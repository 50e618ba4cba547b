package dev.vireo.tensor;

import dev.vireo.tensor.internal.graph.Node;
import dev.vireo.tensor.internal.graph.TensorAccess;
import dev.vireo.tensor.internal.memory.Handle;
import dev.vireo.tensor.internal.memory.NativeOwner;
import org.jspecify.annotations.Nullable;

/** Gives the internal packages access to tensors and scopes. */
final class InternalAccess implements TensorAccess {
    @Override
    public Tensor wrap(Handle handle, TensorSpec spec) {
        return Tensor.wrap(handle, spec);
    }

    @Override
    public Handle handle(Tensor tensor) {
        return tensor.handle();
    }

    @Override
    public Tensor keep(TensorScope scope, Tensor tensor) {
        return scope.moveUp(tensor);
    }

    @Override
    public Tensor own(Tensor tensor) {
        return tensor.disown();
    }

    @Override
    public Tensor alias(Tensor tensor) {
        return tensor.alias();
    }

    @Override
    public Tensor attach(Tensor tensor, Node producer, int output) {
        tensor.node = producer;
        tensor.outputIndex = output;
        return tensor;
    }

    @Override
    public Node node(Tensor tensor) {
        return tensor.recorded("gradient");
    }

    @Override
    public int outputIndex(Tensor tensor) {
        return tensor.outputIndex;
    }

    @Override
    public @Nullable TensorScope scope(Tensor tensor) {
        return tensor.scope();
    }

    @Override
    public boolean isScopedIn(Tensor tensor, Thread thread) {
        var owner = tensor.scope();
        return owner != null && owner.isOf(thread);
    }

    @Override
    public void record(TensorScope scope, NativeOwner node) {
        scope.add(node);
    }

    @Override
    public String path(TensorScope scope) {
        return scope.path();
    }
}
