package dev.vireo.tensor;

import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.memory.NativeOwner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns the tensors that its thread makes while it is the innermost open scope, and frees them when it closes:
 *
 * <pre>{@code
 * try (var scope = TensorScope.open()) {
 *     var loss = crossEntropy(net.call(x), y);
 *     loss.backward();
 *     return scope.keep(loss);     // belongs to the scope around this one
 * }
 * }</pre>
 *
 * What the graph of a kept tensor needs stays until backward has passed it. Parameters, gradients and all else that was
 * made {@linkplain Tensor#own its owner's} belongs to no scope.
 *
 * <p>The thread that opened a scope uses it, and moves or closes its tensors; other threads are refused. Operations of other
 * threads may read its tensors.
 */
public final class TensorScope implements AutoCloseable {
    private static final Tensor[] NO_TENSORS = new Tensor[0];
    private static final int FIRST_CAPACITY = 8;

    private final Context context;
    private final Thread thread = Thread.currentThread();
    private final @Nullable TensorScope parent;
    private final String name;
    private @Nullable Tensor[] tensors = NO_TENSORS;
    private int count;
    private List<NativeOwner> nodes = List.of();
    private boolean graphKept;
    private boolean closed;

    private TensorScope(Context context, String name) {
        this.context = context;
        this.parent = context.scope();
        this.name = name;
    }

    /** Opens a scope inside the current one. */
    public static TensorScope open() {
        return open("");
    }

    /**
     * Opens a scope whose name becomes a part of the path in errors, traces and profiles. Calls of layers use it. A
     * graph recorded inside a named scope belongs to the enclosing scope.
     */
    public static TensorScope open(String name) {
        var context = Context.current();
        var scope = new TensorScope(context, name);
        context.scope(scope);
        return scope;
    }

    /** Runs {@code work} in its own scope and keeps the result. */
    public static Tensor in(Supplier<Tensor> work) {
        try (var scope = open()) {
            return scope.keep(work.get());
        }
    }

    /** The path of the layers that are being called on this thread, joined by dots; empty outside any. */
    public static String currentPath() {
        return Context.current().path();
    }

    /**
     * Moves a tensor of this scope to the enclosing scope. Without an enclosing scope the caller owns it.
     *
     * @return the same tensor
     */
    public Tensor keep(Tensor tensor) {
        if (tensor.scope() == this) {
            moveUp(tensor);
            if (name.isEmpty()) { // the results of layers are used soon
                tensor.mayStay();
            }
        }
        return tensor;
    }

    /** As {@link #keep}, for a tensor that is expected to be closed soon. */
    Tensor moveUp(Tensor tensor) {
        if (tensor.scope() != this) {
            return tensor;
        }
        requireOwnThread("keep");
        if (tensor.hasGraph()) {
            graphKept = true;
        }
        forget(tensor);
        if (parent != null) {
            parent.add(tensor);
        } else {
            tensor.unscoped(true);
        }
        return tensor;
    }

    /** Takes ownership of a tensor that belongs to no scope, such as one from another thread. */
    public Tensor adopt(Tensor tensor) {
        requireOwnThread("adopt");
        if (tensor.scope() == null) {
            add(tensor);
            tensor.pin();
        }
        return tensor;
    }

    /** Frees all tensors of this scope, and of scopes inside it that are still open. Closing twice has no effect. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        requireOwnThread("close");
        for (var inner = context.scope(); inner != this && inner != null; inner = context.scope()) {
            inner.close();
        }
        closed = true;
        context.scope(parent);
        for (int i = 0; i < count; i++) {
            var tensor = tensors[i];
            if (tensor != null) {
                tensor.closedBy(this);
            }
        }
        tensors = NO_TENSORS;
        passOnGraph();
    }

    void add(Tensor tensor) {
        if (count == tensors.length) {
            tensors = count == 0 ? new Tensor[FIRST_CAPACITY] : Arrays.copyOf(tensors, count * 2);
        }
        tensors[count] = tensor;
        tensor.scopedAt(this, count++);
    }

    /** Releases a tensor to an owner that is not a scope. */
    void release(Tensor tensor) {
        requireOwnThread("own");
        graphKept |= tensor.hasGraph();
        forget(tensor);
        tensor.unscoped(false);
    }

    /** Whether a thread opened this scope. */
    boolean isOf(Thread other) {
        return thread == other;
    }

    /**
     * Refuses a call from another thread than the one that opened this scope.
     *
     * @param call the method that the error names
     */
    void requireOwnThread(String call) {
        var current = Thread.currentThread();
        if (current != thread) {
            throw new VireoException(call + ": the scope was opened by the thread '" + thread.getName()
                    + "', the call comes from the thread '" + current.getName()
                    + "'; a scope is used by the thread that opened it, which hands a tensor to another by own()");
        }
    }

    void forget(Tensor tensor) {
        tensors[tensor.slot()] = null;
    }

    void add(NativeOwner node) {
        if (nodes.isEmpty()) {
            nodes = new ArrayList<>();
        }
        nodes.add(node);
    }

    String path() {
        if (parent == null) {
            return name;
        }
        var outer = parent.path();
        return outer.isEmpty() ? name : name.isEmpty() ? outer : outer + "." + name;
    }

    /**
     * Moves the graph to the enclosing scope if a surviving tensor can still be differentiated; otherwise frees its
     * saved tensors.
     */
    private void passOnGraph() {
        if (nodes.isEmpty()) {
            return;
        }
        if (!graphKept && name.isEmpty()) {
            nodes.forEach(NativeOwner::release);
        } else if (parent == null) {
            nodes.forEach(NativeOwner::guard);
        } else if (parent.nodes.isEmpty()) {
            parent.nodes = nodes;
        } else {
            parent.nodes.addAll(nodes);
        }
        nodes = List.of();
    }

    /** The name of this scope in errors. */
    @Override
    public String toString() {
        var path = path();
        return path.isEmpty() ? "the scope around it" : "the call of " + path;
    }
}
