package dev.vireo.tensor.internal.graph;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.internal.memory.Handle;
import dev.vireo.tensor.internal.memory.NativeOwner;
import org.jspecify.annotations.Nullable;

/**
 * Gives the internal packages access to what {@link Tensor} and {@link TensorScope} hide from users. {@code Tensor}
 * implements this interface; {@link InstalledAccess} holds the implementation. The JDK's {@code SharedSecrets} work in
 * the same way.
 */
public interface TensorAccess {
    /** The only instance. It is a constant, so that the JIT compiler inlines its methods. */
    TensorAccess TENSORS = InstalledAccess.require();

    /** Wraps a native tensor in a tensor of the innermost scope, which takes over the handle. */
    Tensor wrap(Handle handle, TensorSpec spec);

    /**
     * The native tensor.
     *
     * @throws dev.vireo.tensor.ClosedTensorException if the tensor is closed
     */
    Handle handle(Tensor tensor);

    /** As {@link TensorScope#keep}, for a tensor that is expected to be closed soon. */
    Tensor keep(TensorScope scope, Tensor tensor);

    /** As {@link Tensor#own}, for a tensor that is used or closed soon. */
    Tensor own(Tensor tensor);

    /** Another tensor of the innermost scope, with the same values and the same place in the graph. */
    Tensor alias(Tensor tensor);

    /** Makes a tensor a result of a node, and returns the tensor. */
    Tensor attach(Tensor tensor, Node producer, int output);

    /**
     * The node that computed a tensor.
     *
     * @throws dev.vireo.tensor.autograd.AutogradException if the tensor requires no gradient
     */
    Node node(Tensor tensor);

    /** The index of a tensor among its node's results. */
    int outputIndex(Tensor tensor);

    /** The scope that owns a tensor; null if none does. */
    @Nullable
    TensorScope scope(Tensor tensor);

    /** Whether a tensor belongs to a scope that a thread opened, so that no other thread can close it. */
    boolean isScopedIn(Tensor tensor, Thread thread);

    /** Makes a scope responsible for the values that a node saved. */
    void record(TensorScope scope, NativeOwner node);

    /** The path of the layers that are being called in a scope. */
    String path(TensorScope scope);
}
