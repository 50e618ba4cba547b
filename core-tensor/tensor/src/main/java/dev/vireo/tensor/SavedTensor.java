package dev.vireo.tensor;

import org.jspecify.annotations.Nullable;

/** A value that backward will read: holds the native tensor, and the version that it had, whatever scopes do. */
final class SavedTensor {
    private final Handle handle;
    private final TensorSpec spec;
    private final int version;
    private final @Nullable Node node;
    private final int outputIndex;

    /** Saves a tensor with its place in the graph. */
    SavedTensor(Tensor tensor, @Nullable Node node, int outputIndex) {
        this.handle = tensor.handle().retain();
        this.spec = tensor.spec();
        this.version = handle.version();
        this.node = node;
        this.outputIndex = outputIndex;
    }

    /** The native tensor. */
    Handle checked(String operation) {
        if (handle.version() != version) {
            throw new AutogradException(operation + ": the tensor " + spec.shape()
                    + " that was saved for backward has been modified in place since; modify a copy(), or do it after"
                    + " backward()");
        }
        return handle;
    }

    /** The value as a tensor of the current scope, connected to the graph where {@code graph}. */
    Tensor restore(String operation, boolean graph) {
        var tensor = Tensor.wrap(checked(operation).retain(), spec);
        if (graph && node != null) {
            tensor.attach(node, outputIndex);
        }
        return tensor;
    }

    void release() {
        handle.release();
    }

    void guard() {
        handle.guard(false);
    }
}
