package dev.vireo.tensor;

import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.autograd.RowGradient;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.internal.dispatch.Listening;
import dev.vireo.tensor.internal.graph.InstalledAccess;
import dev.vireo.tensor.internal.graph.LeafNode;
import dev.vireo.tensor.internal.graph.Node;
import dev.vireo.tensor.internal.graph.TensorAccess;
import dev.vireo.tensor.internal.memory.Handle;
import dev.vireo.tensor.internal.memory.Held;
import dev.vireo.tensor.internal.transfer.TensorPrinter;
import dev.vireo.tensor.op.Conversion;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An array of numbers of one {@link DType} on one {@link Device}, with any number of dimensions. Operations return new
 * tensors, which belong to the innermost {@link TensorScope} of their thread; {@code assign...} methods write in place.
 *
 * <p>Operations of any number of threads may read one tensor at once. A reader that runs beside a writer gets some old and
 * some new elements; threads that write into one tensor must take turns. A tensor that is closed while an operation of
 * another thread runs on it is freed after that operation; later ones get a {@link ClosedTensorException}. Only the thread
 * that opened a scope may move or close the tensors of that scope.
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
        InstalledAccess.install(new Access());
    }

    private static final VarHandle HANDLE = handleField();

    private final TensorSpec spec;

    /** Empty once closed. Of a tensor outside scopes, which any thread may close, taken through HANDLE. */
    private @Nullable Handle handle;

    private @Nullable TensorScope scope;
    private int slot;
    private @Nullable Node node;
    private int outputIndex;
    /** For an error message, so not put into words before there is one. */
    private Object closedBy = "close()";

    private Tensor(Handle handle, TensorSpec spec) {
        this.handle = handle;
        this.spec = spec;
    }

    /** Wraps a handle, which the innermost scope takes over; without a scope, the garbage collector frees it as a leak. */
    static Tensor wrap(Handle handle, TensorSpec spec) {
        var tensor = new Tensor(handle, spec);
        var context = Context.current();
        var scope = context.scope();
        if (scope != null) {
            scope.add(tensor);
        } else {
            handle.guard(true);
        }
        Listening.created(context, tensor);
        return tensor;
    }

    // What it is

    public TensorSpec spec() {
        return spec;
    }

    public Shape shape() {
        return spec.shape();
    }

    public DType dtype() {
        return spec.dtype();
    }

    public Device device() {
        return spec.device();
    }

    /** The engine that holds it. */
    public Engine engine() {
        return handle().engine;
    }

    // Memory

    /** Hands this tensor to the scope around its own, as {@link TensorScope#keep} does. */
    public Tensor keep() {
        var owner = scope;
        return owner == null ? this : owner.keep(this);
    }

    /**
     * Takes this tensor out of its scope for good: an object holds it from now on and closes it, or is dropped with it.
     * For parameters, buffers, optimizer state, and hand-over to another thread.
     *
     * @throws VireoException if it belongs to a scope of another thread
     */
    public Tensor own() {
        if (scope != null) {
            scope.release(this);
        }
        handle().owned();
        return this;
    }

    /**
     * Frees it now; if an operation of another thread is running on it, after that operation. Closing twice does nothing.
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

    public boolean isClosed() {
        return handle == null;
    }

    // Gradients

    /** Whether operations on this tensor are recorded for backward. */
    public boolean requiresGrad() {
        return node != null && !node.suspended;
    }

    /**
     * Makes this tensor a leaf that backward computes a gradient for, or takes that back, which frees its gradient. Hooks
     * stay and run again when a gradient is required again.
     *
     * @throws AutogradException if it is a result of recorded operations, or not of a floating type
     */
    public synchronized Tensor requiresGrad(boolean required) {
        if (node != null && !(node instanceof LeafNode)) {
            throw new AutogradException(
                    "requiresGrad: " + this.spec + " is a result of recorded operations; call detach() first");
        }
        if (required && !dtype().isFloating()) {
            throw new AutogradException("requiresGrad: only floating types have gradients, this is " + dtype());
        }
        if (node instanceof LeafNode leaf) {
            leaf.suspend(!required);
        } else if (required) {
            node = new LeafNode(this);
        }
        return this;
    }

    /**
     * Makes this tensor the leaf in the place of another: it requires a gradient if the other did, and has its hooks. The
     * other loses them and its gradient.
     *
     * @throws AutogradException if this tensor is a result of recorded operations, or not of a floating type where the
     *     other requires a gradient
     */
    public Tensor takesPlaceOf(Tensor leaf) {
        requiresGrad(leaf.requiresGrad());
        if (leaf.node instanceof LeafNode moved && leaf != this) {
            leaf.node = null;
            node = moved.at(this);
        }
        return this;
    }

    /** Whether no recorded operation made this. */
    public boolean isLeaf() {
        return node == null || node instanceof LeafNode;
    }

    /**
     * The sum of the gradients of this leaf; empty before the first backward. A gradient that came by rows becomes dense
     * when it is asked for here; ask {@link #rowGrad} first to keep the rows.
     */
    public Optional<Tensor> grad() {
        return node instanceof LeafNode leaf ? Optional.ofNullable(leaf.grad()) : Optional.empty();
    }

    /**
     * The gradient of this leaf by rows, if lookups gave it ({@link #sparseEmbedding}) and nothing else. It is coalesced
     * ({@link RowGradient#coalesced}), belongs to this leaf, and may be changed in place. Empty where there is no gradient or
     * {@link #grad} has it.
     */
    public Optional<RowGradient> rowGrad() {
        return node instanceof LeafNode leaf ? Optional.ofNullable(leaf.rowGrad()) : Optional.empty();
    }

    /** Frees the gradient; the next backward starts a new one. Waits for a pass of another thread that adds to it. */
    public void clearGrad() {
        if (node instanceof LeafNode leaf) {
            leaf.grad(null);
        }
    }

    /** Adds the gradients of this scalar to all leaves that it depends on, and frees the graph. */
    public void backward() {
        Autograd.backward(List.of(this), List.of(), false, false);
    }

    /** As {@link #backward()}, from the gradient of this tensor on: the same shape and type. */
    public void backward(Tensor gradient) {
        Autograd.backward(List.of(this), List.of(gradient), false, false);
    }

    /** The same values and memory, outside the graph. */
    public Tensor detach() {
        var detached = wrap(handle().retain(), spec);
        Listening.aliased(this, detached);
        return detached;
    }

    /**
     * Calls a function on this tensor's gradient when it has been computed; its result takes the gradient's place. If passes
     * of several threads go through this tensor, all of them call the function, perhaps at once.
     *
     * @return removes the hook when run
     */
    public Runnable hook(UnaryOperator<Tensor> function) {
        return recorded("hook").hook(outputIndex, function);
    }

    /**
     * Calls back after each time backward has added to this leaf's {@code grad}. If passes of several threads reach the leaf,
     * one adds and calls back after the other.
     *
     * @return removes the hook when run
     */
    public Runnable afterAccumulate(Consumer<Tensor> hook) {
        if (node instanceof LeafNode leaf) {
            return leaf.afterAccumulate(hook);
        }
        throw new AutogradException("afterAccumulate: " + spec + " is no leaf that requires a gradient");
    }

    /** A dense copy that shares nothing with this tensor. */
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

    /** Type, shape and values, shortened as NumPy does. */
    @Override
    public String toString() {
        return isClosed() ? spec + " (closed)" : Listening.silently(() -> TensorPrinter.print(this));
    }

    // For the scopes and the internal packages

    private Handle handle() {
        var present = handle;
        if (present == null) {
            throw new ClosedTensorException("the tensor " + spec + " was closed by " + closedBy
                    + "; keep(tensor) hands it to the scope around");
        }
        return present;
    }

    /** The same values at the same place in the graph, as a tensor of the current scope. */
    Tensor alias() {
        var alias = wrap(handle().retain(), spec);
        alias.node = node;
        alias.outputIndex = outputIndex;
        Listening.aliased(this, alias);
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

    private Node recorded(String what) {
        var producer = node;
        if (producer == null || producer.suspended) {
            throw new AutogradException(what + ": the tensor " + spec + " requires no gradient; call"
                    + " requiresGrad(true) on a leaf before the operations that lead here");
        }
        return producer;
    }

    private static VarHandle handleField() {
        try {
            return MethodHandles.lookup().findVarHandle(Tensor.class, "handle", Handle.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What the internal packages may do. */
    private static final class Access implements TensorAccess {
        @Override
        public Tensor wrap(Handle handle, TensorSpec spec) {
            return Tensor.wrap(handle, spec);
        }

        @Override
        public Handle handle(Tensor tensor) {
            return tensor.handle();
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
            return tensor.scope;
        }

        @Override
        public boolean isScopedIn(Tensor tensor, Thread thread) {
            var owner = tensor.scope;
            return owner != null && owner.isOf(thread);
        }

        @Override
        public void record(TensorScope scope, Held node) {
            scope.add(node);
        }

        @Override
        public String path(TensorScope scope) {
            return scope.path();
        }
    }
}
