package dev.vireo.tensor.internal.graph;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.AutogradException;
import dev.vireo.tensor.engine.FusedGradient.StandIn;
import dev.vireo.tensor.internal.memory.Handle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value saved for backward. It keeps the native tensor alive independently of scopes, and remembers its version. */
public final class SavedTensor {
    private final @Nullable Handle handle;
    private final TensorSpec spec;
    private final int version;
    private final @Nullable Node node;
    private final int outputIndex;

    /** Saves a tensor with its place in the graph. */
    public SavedTensor(Tensor tensor, @Nullable Node node, int outputIndex) {
        this(TENSORS.handle(tensor).retain(), tensor.spec(), node, outputIndex);
    }

    private SavedTensor(@Nullable Handle handle, TensorSpec spec, @Nullable Node node, int outputIndex) {
        this.handle = handle;
        this.spec = spec;
        this.version = handle == null ? 0 : handle.version();
        this.node = node;
        this.outputIndex = outputIndex;
    }

    /** Saves a replacement for an input, with the input's place in the graph. */
    public static SavedTensor standIn(
            StandIn standIn, Handle[] residuals, TensorSpec spec, @Nullable Node node, int output) {
        var handle = standIn == StandIn.ANY ? null : residuals[standIn.residual()].retain();
        return new SavedTensor(handle, spec, node, output);
    }

    /** Saves several tensors. If another thread has closed one, none stays saved. */
    public static SavedTensor[] saveAll(List<Tensor> tensors, Function<Tensor, SavedTensor> save) {
        var saved = new ArrayList<SavedTensor>(tensors.size());
        try {
            tensors.forEach(tensor -> saved.add(save.apply(tensor)));
            return saved.toArray(SavedTensor[]::new);
        } catch (RuntimeException e) {
            saved.forEach(SavedTensor::release);
            throw e;
        }
    }

    /** Returns the native tensor after checking that it was not modified. */
    public Handle checked(String operation) {
        if (handle == null) {
            throw new AssertionError(
                    operation + ": its gradient reads the values of " + spec + ", which it did not declare");
        }
        if (handle.version() != version) {
            throw new AutogradException(operation + ": the tensor " + spec.shape()
                    + " that was saved for backward has been modified in place since; modify a copy(), or do it after"
                    + " backward()");
        }
        return handle;
    }

    /** Returns the value as a tensor of the current scope, connected to the graph if {@code graph}. */
    public Tensor restore(String operation, boolean graph) {
        var tensor = handle == null
                ? Tensor.zeros(spec.with(Shape.SCALAR)).expand(spec.shape().toArray())
                : TENSORS.wrap(checked(operation).retain(), spec);
        if (graph && node != null) {
            TENSORS.attach(tensor, node, outputIndex);
        }
        return tensor;
    }

    /** Frees the value, unless others own it too. */
    public void release() {
        if (handle != null) {
            handle.release();
        }
    }

    /** Lets the garbage collector free the value, because no scope will. */
    public void guard() {
        if (handle != null) {
            handle.guard();
        }
    }
}
