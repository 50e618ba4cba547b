package dev.vireo.tensor.internal.memory;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.NativeTensor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * One native tensor and who still needs it: the Java tensor, graph nodes that saved it, views of it. Freed when the last
 * lets go. A view holds its root, so that bytes are counted, and writes are noticed, once for all that share memory.
 */
public final class Handle implements Held {
    public static final Cleaner CLEANER = Cleaner.create();
    private static final VarHandle REFERENCES = reference();

    public final Engine engine;
    private final NativeTensor value;
    private final Handle root;
    private final Device device;
    private final long bytes;

    /** Through REFERENCES; a volatile field would cost a fence for every tensor that is made. */
    @SuppressWarnings({"unused", "FieldMayBeFinal"})
    private int references = 1;

    /** How often an operation wrote into the memory; kept on the root. */
    private volatile int version;

    private @Nullable Guard guard;

    private Handle(Engine engine, NativeTensor value, Device device, long bytes, @Nullable Handle viewed) {
        this.engine = engine;
        this.value = value;
        this.device = device;
        this.bytes = bytes;
        this.root = viewed == null ? this : viewed.root;
    }

    /** Takes over a tensor with memory of its own. */
    public static Handle of(Engine engine, NativeTensor value, TensorSpec spec) {
        var handle = new Handle(engine, value, spec.device(), spec.bytes(), null);
        DeviceCounters.of(handle.device).allocated(handle.bytes);
        return handle;
    }

    /** Takes over a tensor that shares the memory of another. */
    public static Handle view(Handle viewed, NativeTensor value, TensorSpec spec) {
        viewed.root.retain();
        var handle = new Handle(viewed.engine, value, spec.device(), 0, viewed);
        DeviceCounters.of(handle.device).allocated(0);
        return handle;
    }

    /** Takes over what an engine left for backward beside results on a device. */
    public static Handle residual(Engine engine, NativeTensor value, Device device) {
        var handle = new Handle(engine, value, device, value.bytes(), null);
        DeviceCounters.of(device).allocated(handle.bytes);
        return handle;
    }

    public NativeTensor value() {
        return value;
    }

    public int version() {
        return root.version;
    }

    /** Notes a write. Writers of one tensor are ordered by their caller, as for any Java array. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void written() {
        root.version++;
    }

    /** Whether a write into one may be seen in the other. */
    public boolean sharesMemory(Handle other) {
        return root == other.root;
    }

    /** Whether one tensor alone holds this memory, so that it may be written without anyone noticing. */
    public boolean isExclusive() {
        return root == this && isHeldOnce();
    }

    private boolean isHeldOnce() {
        return (int) REFERENCES.getVolatile(this) == 1;
    }

    public Handle retain() {
        REFERENCES.getAndAdd(this, 1);
        return this;
    }

    @Override
    public void release() {
        // who holds it alone need not count down: nobody is left to retain it meanwhile
        if (!isHeldOnce() && (int) REFERENCES.getAndAdd(this, -1) != 1) {
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

    /** From now on the garbage collector frees this if nobody else does; as a leak, if so said, until {@link #owned}. */
    public void guard(boolean leak) {
        if (guard == null) {
            guard = new Guard(this, leak);
        }
    }

    /** That the garbage collector frees this is no longer a leak: the owner is an object that may be dropped. */
    public void owned() {
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

    /** What the cleaner needs to free a handle; must not reach the handle itself. */
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

    private static VarHandle reference() {
        try {
            return MethodHandles.lookup().findVarHandle(Handle.class, "references", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
