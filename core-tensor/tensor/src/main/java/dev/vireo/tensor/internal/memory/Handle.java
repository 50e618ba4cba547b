package dev.vireo.tensor.internal.memory;

import dev.vireo.tensor.ClosedTensorException;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.NativeTensor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * The values of a tensor with a count of their owners: the Java tensor, graph nodes that saved it, views of it, and
 * operations of other threads that run on it. The last owner frees the values. Any thread may be an owner. A view refers to
 * its root, so that all tensors that share memory have one count of bytes and one version.
 */
public final class Handle implements NativeOwner {
    /** Frees what the garbage collector finds unreachable. */
    public static final Cleaner CLEANER = Cleaner.create();

    private static final VarHandle REFERENCES = Fields.of(MethodHandles.lookup(), "references", int.class);
    private static final VarHandle VERSION = Fields.of(MethodHandles.lookup(), "version", int.class);

    /** Added to the number of owners while the values move to the Java heap. New owners wait meanwhile. */
    private static final int MOVING = Integer.MIN_VALUE;

    /** The engine of the native tensor. */
    public final Engine engine;

    private final Contents contents;

    /** This handle if it has its own memory; else the handle whose memory it is a view of. */
    private Handle root;

    /** Whether the native tensor must stay, because code that holds no reference may use it. */
    private volatile boolean pinned;

    /** Accessed through REFERENCES, because a volatile field would cost a fence for every tensor. */
    @SuppressWarnings({"unused", "FieldMayBeFinal"})
    private int references = 1;

    /** The number of operations that wrote into the memory; kept in the root. Accessed through VERSION. */
    @SuppressWarnings({"unused", "FieldMayBeFinal"})
    private int version;

    private @Nullable Guard guard;

    private Handle(Engine engine, NativeTensor value, Device device, long bytes, @Nullable Handle viewed) {
        this.engine = engine;
        this.root = viewed == null ? this : viewed.root;
        this.contents = new Contents(engine, value, device, bytes, viewed == null ? null : viewed.root);
    }

    /** Creates a handle of a tensor that has its own memory. */
    public static Handle of(Engine engine, NativeTensor value, TensorSpec spec) {
        return new Handle(engine, value, spec.device(), spec.bytes(), null);
    }

    /** Creates a handle of a tensor that shares the memory of another. */
    public static Handle view(Handle viewed, NativeTensor value, TensorSpec spec) {
        viewed.root.retain();
        return new Handle(viewed.engine, value, spec.device(), 0, viewed);
    }

    /** Creates a handle of a residual that an engine keeps for backward. */
    public static Handle residual(Engine engine, NativeTensor value, Device device) {
        return new Handle(engine, value, device, value.bytes(), null);
    }

    /** The native tensor. Values that are in the Java heap move back first. */
    public NativeTensor value() {
        var present = contents.nativeTensor();
        return present != null ? present : contents.toNative();
    }

    /**
     * Moves the values to the Java heap until {@link #value} is called next. They stay if they are pinned, or if the handle
     * or its memory has another owner than the given tensor.
     */
    void moveToJavaHeap(KeptTensors.Owner tensor) {
        if (!REFERENCES.compareAndSet(this, 1, 1 + MOVING)) {
            return;
        }
        try {
            // the tensor may have been closed just before, and the only owner is a thread that reads the values
            boolean alone = tensor.owned() == this && (root == this || root.isExclusive());
            if (alone && !pinned && !root.pinned && contents.moveToJavaHeap(tensor)) {
                root = this;
            }
        } finally {
            if ((int) REFERENCES.getAndAdd(this, -MOVING) == MOVING) { // the tensor was closed meanwhile
                free();
            }
        }
    }

    /** Keeps the native tensor where it is from now on. */
    public void pin() {
        pinned = true;
        while ((int) REFERENCES.getVolatile(this) < 0) {
            Thread.onSpinWait();
        }
    }

    /** The number of writes into the memory, including those through views. */
    public int version() {
        return (int) VERSION.getVolatile(root);
    }

    /** Counts a write. */
    public void written() {
        VERSION.getAndAdd(root, 1);
    }

    /** Whether a write into one tensor may change the other. */
    public boolean sharesMemory(Handle other) {
        return root == other.root;
    }

    /** Whether a single tensor owns this memory, so that writing into it affects nobody else. */
    public boolean isExclusive() {
        return root == this && (int) REFERENCES.getVolatile(this) == 1;
    }

    /**
     * Adds an owner, who must call {@link #release}. Waits while the values move to the Java heap.
     *
     * @throws ClosedTensorException if the last owner, in another thread, has released it
     */
    public Handle retain() {
        while (true) {
            int owners = (int) REFERENCES.getVolatile(this);
            if (owners == 0) {
                throw new ClosedTensorException("the tensor was closed by another thread just before the thread '"
                        + Thread.currentThread().getName() + "' used it; close it when all threads are done with it");
            }
            if (owners < 0) {
                Thread.onSpinWait();
            } else if (REFERENCES.compareAndSet(this, owners, owners + 1)) {
                return this;
            }
        }
    }

    /** Removes an owner. */
    @Override
    public void release() {
        if ((int) REFERENCES.getAndAdd(this, -1) == 1) {
            free();
        }
    }

    private void free() {
        var guarded = guard;
        if (guarded != null) {
            guarded.closeInOrder();
        } else {
            contents.free();
        }
    }

    @Override
    public void guard() {
        guard(false);
    }

    /**
     * Lets the garbage collector free this handle if nobody else does. It counts as a leak if {@code leak}, until
     * {@link #owned}.
     */
    public synchronized void guard(boolean leak) {
        if (guard == null) {
            guard = new Guard(this, leak);
        }
    }

    /**
     * Marks the handle as owned by an object that may be dropped, so that freeing it by the garbage collector is not a
     * leak.
     */
    public synchronized void owned() {
        guard();
        if (guard != null) {
            guard.leak = false;
        }
    }

    /** Frees the values for the cleaner. Must not refer to the handle itself. */
    private static final class Guard implements Runnable {
        private final Contents contents;
        private final @Nullable Throwable origin;
        private final Cleaner.Cleanable cleanable;
        private volatile boolean leak;

        Guard(Handle handle, boolean leak) {
            this.contents = handle.contents;
            this.leak = leak;
            this.origin = leak ? Leaks.origin() : null;
            this.cleanable = CLEANER.register(handle, this);
        }

        void closeInOrder() {
            leak = false;
            cleanable.clean();
        }

        @Override
        public void run() {
            if (leak) {
                Leaks.report(contents.device, contents.bytes(), origin);
            }
            contents.free();
        }
    }
}
