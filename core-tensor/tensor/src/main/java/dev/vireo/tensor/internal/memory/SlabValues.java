package dev.vireo.tensor.internal.memory;

import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The values of a small tensor that is kept and not used at the moment. They are in a slab, and the tensor has no native
 * object of its own. Small blocks in the heap of the C library would split the large blocks that were freed around them, so
 * that the heap would grow with every step of a loop that keeps one number (see docs/decisions/0004-allocator.md).
 */
public final class SlabValues {
    private final Engine engine;
    private final TensorSpec spec;
    private final Slabs.Slot slot;
    private final boolean guarded;
    private final Contents contents;
    private final Cleaner.@Nullable Cleanable cleanable;

    private SlabValues(Handle handle, TensorSpec spec, Slabs.Slot slot) {
        this.engine = handle.engine;
        this.spec = spec;
        this.slot = slot;
        this.guarded = handle.isGuarded();
        this.contents = new Contents(spec, slot, handle);
        this.cleanable = guarded ? Handle.CLEANER.register(this, contents) : null;
    }

    /** Whether a tensor is small, and in the heap of the C library. */
    public static boolean takes(Engine engine, TensorSpec spec) {
        return spec.device().isCpu() && engine.usesNativeHeap() && spec.bytes() <= Slabs.LARGEST;
    }

    /**
     * Copies the values of a dense tensor into a slab. The handle stays as it is.
     *
     * @param handle claimed by the caller, so that no operation uses it meanwhile
     */
    public static SlabValues of(Handle handle, TensorSpec spec) {
        var values = ByteBuffer.allocate((int) spec.bytes());
        handle.engine.copyOut(handle.value(), 0, values);
        var slot = Slabs.of(handle.engine).allocate(values.capacity());
        try {
            slot.write(values);
            return new SlabValues(handle, spec, slot);
        } catch (Throwable e) {
            slot.free();
            throw e;
        }
    }

    /** The engine that computes with the tensor. */
    public Engine engine() {
        return engine;
    }

    /** Creates a native tensor with the values, and frees the slot. */
    public Handle toNative() {
        var values = ByteBuffer.allocate((int) spec.bytes());
        slot.read(values);
        var made = engine.allocate(spec);
        try {
            engine.copyIn(made, 0, values);
        } catch (Throwable e) {
            made.close();
            throw e;
        }
        var handle = Handle.of(engine, made, spec);
        if (guarded) {
            handle.guard(contents.leak, contents.origin);
        }
        release();
        return handle;
    }

    /** Frees the slot. Called once. */
    public void release() {
        contents.leak = false;
        if (cleanable != null) {
            cleanable.clean();
        } else {
            contents.run();
        }
        Reference.reachabilityFence(this);
    }

    /** What the cleaner needs to free the slot; must not refer to the object itself. */
    private static final class Contents implements Runnable {
        private final TensorSpec spec;
        private final Slabs.Slot slot;
        private final @Nullable Throwable origin;
        private volatile boolean leak;

        Contents(TensorSpec spec, Slabs.Slot slot, Handle handle) {
            this.spec = spec;
            this.slot = slot;
            this.leak = handle.isLeak();
            this.origin = handle.origin();
            DeviceCounters.of(spec.device()).allocated(spec.bytes());
        }

        @Override
        public void run() {
            if (leak) {
                Leaks.report(spec.device(), spec.bytes(), origin);
            }
            slot.free();
            DeviceCounters.of(spec.device()).freed(spec.bytes());
        }
    }
}
