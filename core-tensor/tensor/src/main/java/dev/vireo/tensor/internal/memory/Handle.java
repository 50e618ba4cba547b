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
 * A native tensor with a count of its owners: the Java tensor, graph nodes that saved it, views of it, and operations of
 * other threads that run on it. The last owner frees it. Any thread may be an owner. A view refers to its root, so that all tensors that share memory have one count of bytes and one
 * version.
 */
public final class Handle implements NativeOwner {
    /** Frees what the garbage collector finds unreachable. */
    public static final Cleaner CLEANER = Cleaner.create();

    private static final VarHandle REFERENCES = field("references");
    private static final VarHandle VERSION = field("version");

    /** The engine of the native tensor. */
    public final Engine engine;

    private final NativeTensor value;
    private final Handle root;
    private final Device device;
    private final long bytes;

    /** Accessed through REFERENCES, because a volatile field would cost a fence for every tensor. */
    @SuppressWarnings({"unused", "FieldMayBeFinal"})
    private int references = 1;

    /** The number of operations that wrote into the memory; kept in the root. Accessed through VERSION. */
    @SuppressWarnings({"unused", "FieldMayBeFinal"})
    private int version;

    private @Nullable Guard guard;

    private Handle(Engine engine, NativeTensor value, Device device, long bytes, @Nullable Handle viewed) {
        this.engine = engine;
        this.value = value;
        this.device = device;
        this.bytes = bytes;
        this.root = viewed == null ? this : viewed.root;
    }

    /** Creates a handle of a tensor that has its own memory. */
    public static Handle of(Engine engine, NativeTensor value, TensorSpec spec) {
        var handle = new Handle(engine, value, spec.device(), spec.bytes(), null);
        DeviceCounters.of(handle.device).allocated(handle.bytes);
        return handle;
    }

    /** Creates a handle of a tensor that shares the memory of another. */
    public static Handle view(Handle viewed, NativeTensor value, TensorSpec spec) {
        viewed.root.retain();
        var handle = new Handle(viewed.engine, value, spec.device(), 0, viewed);
        DeviceCounters.of(handle.device).allocated(0);
        return handle;
    }

    /** Creates a handle of a residual that an engine keeps for backward. */
    public static Handle residual(Engine engine, NativeTensor value, Device device) {
        var handle = new Handle(engine, value, device, value.bytes(), null);
        DeviceCounters.of(device).allocated(handle.bytes);
        return handle;
    }

    /** The native tensor. */
    public NativeTensor value() {
        return value;
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
     * Adds an owner, who must call {@link #release}.
     *
     * @throws ClosedTensorException if the last owner, in another thread, has released it
     */
    public Handle retain() {
        int owners;
        do {
            owners = (int) REFERENCES.getVolatile(this);
            if (owners == 0) {
                throw new ClosedTensorException("the tensor was closed by another thread just before the thread '"
                        + Thread.currentThread().getName() + "' used it; close it when all threads are done with it");
            }
        } while (!REFERENCES.compareAndSet(this, owners, owners + 1));
        return this;
    }

    /** Removes an owner. */
    @Override
    public void release() {
        if ((int) REFERENCES.getAndAdd(this, -1) != 1) {
            return;
        }
        var guarded = guard;
        if (guarded != null) {
            guarded.closeInOrder();
        } else {
            free(value, root == this ? null : root, device, bytes);
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

    private static void free(NativeTensor value, @Nullable Handle viewed, Device device, long bytes) {
        value.close();
        DeviceCounters.of(device).freed(bytes);
        if (viewed != null) {
            viewed.release();
        }
    }

    /** Frees a handle for the cleaner. Must not refer to the handle itself. */
    private static final class Guard implements Runnable {
        private final NativeTensor value;
        private final @Nullable Handle viewed;
        private final Device device;
        private final long bytes;
        private final @Nullable Throwable origin;
        private final Cleaner.Cleanable cleanable;
        private volatile boolean leak;

        Guard(Handle handle, boolean leak) {
            this.value = handle.value;
            this.viewed = handle.root == handle ? null : handle.root;
            this.device = handle.device;
            this.bytes = handle.bytes;
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
                Leaks.report(device, bytes, origin);
            }
            free(value, viewed, device, bytes);
        }
    }

    private static VarHandle field(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(Handle.class, name, int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
