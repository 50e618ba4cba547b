package dev.vireo.tensor;

import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.autograd.AutogradException;
import dev.vireo.tensor.autograd.RowGradient;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.internal.dispatch.Notifications;
import dev.vireo.tensor.internal.graph.InstalledAccess;
import dev.vireo.tensor.internal.graph.LeafNode;
import dev.vireo.tensor.internal.graph.Node;
import dev.vireo.tensor.internal.memory.Fields;
import dev.vireo.tensor.internal.memory.Handle;
import dev.vireo.tensor.internal.memory.KeptTensors;
import dev.vireo.tensor.internal.transfer.TensorPrinter;
import dev.vireo.tensor.op.Conversion;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An array of numbers of one {@link DType} on one {@link Device}, with any number of dimensions. Operations return new
 * tensors, which belong to the innermost {@link TensorScope} of their thread. {@code assign...} methods write in place.
 *
 * <p>Several threads may read one tensor at once. Writes must not overlap; a concurrent reader sees old and new elements.
 * If a tensor is closed while another thread's operation uses it, it is freed after that operation. Later uses raise a
 * {@link ClosedTensorException}. Only the thread that opened a scope may move or close its tensors.
 */
public final class Tensor extends TensorCreation
        implements ElementwiseMethods,
                ComparisonMethods,
                ReductionMethods,
                ShapeMethods,
                IndexingMethods,
                NetworkMethods,
                ValueMethods,
                TensorGroup,
                AutoCloseable {
    static {
        InstalledAccess.install(new InternalAccess());
    }

    private static final VarHandle HANDLE = Fields.of(MethodHandles.lookup(), "handle", Handle.class);

    private final TensorSpec spec;

    /** Null once closed. Any thread may close a tensor outside scopes, so then it is accessed through HANDLE. */
    private @Nullable Handle handle;

    private @Nullable TensorScope scope;
    private int slot;
    /** The node that computed this tensor; null if it requires no gradient. */
    @Nullable
    Node node;

    /** The index among the node's results. */
    int outputIndex;

    /** What closed the tensor, for error messages; it is formatted only when needed. */
    private Object closedBy = "close()";

    private Tensor(Handle handle, TensorSpec spec) {
        this.handle = handle;
        this.spec = spec;
    }

    /** Wraps a handle. The innermost scope owns the tensor; without a scope, it is a leak. */
    static Tensor wrap(Handle handle, TensorSpec spec) {
        var tensor = new Tensor(handle, spec);
        var context = Context.current();
        var scope = context.scope();
        if (scope != null) {
            scope.add(tensor);
        } else {
            handle.guard(true);
        }
        Notifications.created(context, tensor);
        return tensor;
    }

    /** The shape, type and device. */
    public TensorSpec spec() {
        return spec;
    }

    /** The shape. */
    public Shape shape() {
        return spec.shape();
    }

    /** The element type. */
    public DType dtype() {
        return spec.dtype();
    }

    /** The device. */
    public Device device() {
        return spec.device();
    }

    /** The engine that stores it. */
    public Engine engine() {
        return handle().engine;
    }

    /** Moves this tensor to the enclosing scope, as {@link TensorScope#keep} does. */
    public Tensor keep() {
        var owner = scope;
        return owner == null ? this : owner.keep(this);
    }

    /**
     * Removes this tensor from its scope; the caller owns it. For state, and for passing a tensor to another thread.
     *
     * @throws VireoException if it belongs to a scope of another thread
     */
    public Tensor own() {
        disown();
        mayStay();
        return this;
    }

    /** As {@link #own}, for a tensor that is used or closed soon. */
    Tensor disown() {
        if (scope != null) {
            scope.release(this);
        }
        handle().owned();
        return this;
    }

    /** Notes that this tensor left its scope and may stay open for long. */
    void mayStay() {
        if (KeptTensors.takes(handle(), spec)) {
            KeptTensors.add(new Kept(this));
        }
    }

    /** Notes that another thread's scope takes this tensor. */
    void pin() {
        handle().pin();
    }

    /**
     * Frees this tensor, after operations of other threads that use it. Closing twice has no effect.
     *
     * @throws VireoException if it belongs to a scope of another thread
     */
    @Override
    public void close() {
        var owner = scope;
        if (owner != null) {
            owner.requireOwnThread("close");
            owner.forget(this);
            letGo(handle);
        } else {
            letGo((Handle) HANDLE.getAndSet(this, (Handle) null));
        }
    }

    /** Whether this tensor is closed. */
    public boolean isClosed() {
        return handle == null;
    }

    /** Whether operations on this tensor are recorded for backward. */
    public boolean requiresGrad() {
        return node != null && !node.suspended;
    }

    /**
     * Sets whether backward computes a gradient for this leaf. If not, frees the gradient and suspends the hooks.
     *
     * @throws AutogradException if it is a result of recorded operations, or not of a floating type
     */
    public synchronized Tensor requiresGrad(boolean required) {
        if (node != null && !(node instanceof LeafNode)) {
            throw new AutogradException("requiresGrad: " + spec + " is a result of operations; call detach() first");
        }
        if (required && !dtype().isFloating()) {
            throw new AutogradException("requiresGrad: only floating types have gradients; this tensor is " + dtype());
        }
        if (node instanceof LeafNode leaf) {
            leaf.suspend(!required);
        } else if (required) {
            node = new LeafNode(this);
        }
        return this;
    }

    /**
     * Replaces another leaf: requires a gradient if the other does, and takes its hooks. The other loses its gradient.
     *
     * @throws AutogradException if this is a result of recorded operations, or has no floating type but needs to
     */
    public Tensor takesPlaceOf(Tensor leaf) {
        requiresGrad(leaf.requiresGrad());
        if (leaf.node instanceof LeafNode moved && leaf != this) {
            leaf.node = null;
            node = moved.at(this);
        }
        return this;
    }

    /** Whether this tensor is not a result of recorded operations. */
    public boolean isLeaf() {
        return node == null || node instanceof LeafNode;
    }

    /** The accumulated gradient of this leaf, if any. A gradient by rows ({@link #rowGrad}) becomes dense. */
    public Optional<Tensor> grad() {
        return node instanceof LeafNode leaf ? Optional.ofNullable(leaf.grad()) : Optional.empty();
    }

    /**
     * The gradient of this leaf by rows, if only lookups ({@link #sparseEmbedding}) contributed and it is not dense yet.
     * It is {@linkplain RowGradient#coalesced coalesced}, belongs to this leaf, and may be changed in place.
     */
    public Optional<RowGradient> rowGrad() {
        return node instanceof LeafNode leaf ? Optional.ofNullable(leaf.rowGrad()) : Optional.empty();
    }

    /** Frees the gradient. Waits for another thread's backward pass that accumulates into it. */
    public void clearGrad() {
        if (node instanceof LeafNode leaf) {
            leaf.grad(null);
        }
    }

    /** Accumulates the gradients of this scalar into the {@code grad} of its leaves, and frees the graph. */
    public void backward() {
        Autograd.backward(List.of(this), List.of(), false, false);
    }

    /** As {@link #backward()}, starting from a given gradient of this tensor's shape and type. */
    public void backward(Tensor gradient) {
        Autograd.backward(List.of(this), List.of(gradient), false, false);
    }

    /** Returns a tensor with the same memory that is not part of the graph. */
    public Tensor detach() {
        var detached = wrap(handle().retain(), spec);
        Notifications.aliased(this, detached);
        return detached;
    }

    /**
     * Replaces this tensor's gradient by a function of it. Several threads may call the function at once.
     * @return an action that removes the hook
     */
    public Runnable hook(UnaryOperator<Tensor> function) {
        return recorded("hook").hook(outputIndex, function);
    }

    /**
     * Runs a function each time backward has accumulated into this leaf's {@code grad}, for one thread at a time.
     *
     * @return an action that removes the hook
     */
    public Runnable afterAccumulate(Consumer<Tensor> hook) {
        if (node instanceof LeafNode leaf) {
            return leaf.afterAccumulate(hook);
        }
        throw new AutogradException("afterAccumulate: " + spec + " is not a leaf that requires a gradient");
    }

    /** Returns a contiguous copy that shares no memory with this tensor. */
    public Tensor copy() {
        return Dispatcher.one(new Conversion.Copy(), this);
    }

    @Override
    public Tensor self() {
        return this;
    }

    /** This tensor alone. */
    @Override
    public List<Tensor> tensors() {
        return List.of(this);
    }

    /** The type, shape and values; large tensors are shortened as in NumPy. */
    @Override
    public String toString() {
        return isClosed() ? spec + " (closed)" : Notifications.silently(() -> TensorPrinter.print(this));
    }

    Handle handle() {
        var present = handle;
        if (present == null) {
            throw new ClosedTensorException("the tensor " + spec + " was closed by " + closedBy
                    + "; keep(tensor) moves it to the enclosing scope");
        }
        return present;
    }

    /** Returns the same values at the same place in the graph, as a tensor of the current scope. */
    Tensor alias() {
        var alias = wrap(handle().retain(), spec);
        alias.node = node;
        alias.outputIndex = outputIndex;
        Notifications.aliased(this, alias);
        return alias;
    }

    boolean hasGraph() {
        return node != null && !(node instanceof LeafNode);
    }

    @Nullable
    TensorScope scope() {
        return scope;
    }

    int slot() {
        return slot;
    }

    void scopedAt(TensorScope owner, int position) {
        scope = owner;
        slot = position;
    }

    void unscoped(boolean leak) {
        scope = null;
        handle().guard(leak);
    }

    void closedBy(TensorScope owner) {
        closedBy = owner;
        letGo(handle);
    }

    private void letGo(@Nullable Handle present) {
        scope = null;
        handle = null;
        if (present == null) {
            return;
        }
        present.release();
        if (node instanceof LeafNode leaf) {
            leaf.closed(this);
        }
    }

    Node recorded(String what) {
        var producer = node;
        if (producer == null || producer.suspended) {
            throw new AutogradException(what + ": the tensor " + spec + " requires no gradient; call"
                    + " requiresGrad(true) on a leaf before the operations that lead here");
        }
        return producer;
    }

    /** A tensor in the list of kept tensors, which does not keep it reachable. */
    private static final class Kept extends WeakReference<Tensor> implements KeptTensors.Owner {
        private final TensorSpec spec;

        Kept(Tensor tensor) {
            super(tensor);
            spec = tensor.spec;
        }

        @Override
        public TensorSpec spec() {
            return spec;
        }

        @Override
        public @Nullable Handle owned() {
            var tensor = get();
            return tensor == null ? null : (Handle) HANDLE.getVolatile(tensor);
        }
    }
}
