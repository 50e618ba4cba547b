package dev.vireo.tensor.internal.memory;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.NativeTensor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** What a {@link Handle} frees: a native tensor, or its values while they are in the Java heap. */
final class Contents {
    private static final VarHandle NATIVE = Fields.of(MethodHandles.lookup(), "present", NativeTensor.class);

    final Engine engine;
    final Device device;

    /** Null while the values are in the Java heap. Accessed through NATIVE, because threads may move them back. */
    private @Nullable NativeTensor present;

    private @Nullable JavaHeapValues stored;

    /** The handle whose memory this is a view of; null if the memory is its own. */
    private @Nullable Handle viewed;

    private long bytes;

    Contents(Engine engine, NativeTensor value, Device device, long bytes, @Nullable Handle viewed) {
        this.engine = engine;
        this.present = value;
        this.device = device;
        this.bytes = bytes;
        this.viewed = viewed;
        DeviceCounters.of(device).allocated(bytes);
    }

    /** The native tensor; null while the values are in the Java heap. */
    @Nullable
    NativeTensor nativeTensor() {
        return (NativeTensor) NATIVE.getAcquire(this);
    }

    /** The number of bytes that count as allocated; a view has 0. */
    long bytes() {
        return bytes;
    }

    /**
     * Moves the values to the Java heap and frees the native tensor. Values that are not contiguous stay, and all values if
     * the Java heap has no room. A view no longer shares memory afterwards.
     *
     * @return whether they moved
     */
    boolean moveToJavaHeap(KeptTensors.Owner tensor) {
        var moved = nativeTensor();
        if (moved == null || !engine.isContiguous(moved)) {
            return false;
        }
        var copy = JavaHeapValues.copyOf(engine, moved, tensor);
        if (copy.isEmpty()) {
            return false;
        }
        stored = copy.get();
        NATIVE.setRelease(this, (NativeTensor) null);
        moved.close();
        var base = viewed;
        if (base != null) {
            viewed = null;
            bytes = tensor.spec().bytes();
            DeviceCounters.of(device).grew(bytes);
            base.release();
        }
        return true;
    }

    /** Returns the native tensor. If the values are in the Java heap, moves them back. */
    synchronized NativeTensor toNative() {
        var known = nativeTensor();
        if (known != null) {
            return known;
        }
        var values = stored;
        if (values == null) {
            throw new AssertionError("a tensor has no values");
        }
        var made = values.toNative(engine);
        stored = null;
        values.free();
        NATIVE.setRelease(this, made);
        KeptTensors.movedBack(values.tensor());
        return made;
    }

    /** Frees the values. Called once. */
    void free() {
        var last = nativeTensor();
        if (last != null) {
            last.close();
        }
        if (stored != null) {
            stored.free();
        }
        DeviceCounters.of(device).freed(bytes);
        if (viewed != null) {
            viewed.release();
        }
    }
}
