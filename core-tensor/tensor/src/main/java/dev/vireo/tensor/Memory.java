package dev.vireo.tensor;

import dev.vireo.tensor.internal.memory.DeviceCounters;
import dev.vireo.tensor.internal.memory.Leaks;

/**
 * The memory of a device that Vireo's tensors use, counted by Vireo. It includes what engines keep for backward (masks,
 * statistics) if their libraries report it ({@link dev.vireo.tensor.engine.NativeTensor#bytes}); DJL does not. Views
 * count as tensors but add no bytes. On meta, it counts the bytes that the values would need.
 */
public final class Memory {
    private final DeviceCounters counters;

    private Memory(DeviceCounters counters) {
        this.counters = counters;
    }

    /** The counters of one device. */
    public static Memory of(Device device) {
        return new Memory(DeviceCounters.of(device));
    }

    /**
     * The number of tensors freed by the garbage collector because no scope owned them and nobody closed them. The
     * first is logged. With the system property {@code vireo.strict=true} each one is logged with the stack trace of
     * its creation.
     */
    public static long leaks() {
        return Leaks.found();
    }

    /** The number of tensors that are not freed yet. */
    public long tensors() {
        return counters.tensors();
    }

    /** The number of bytes that are not freed yet. */
    public long bytes() {
        return counters.bytes();
    }

    /** The largest number of bytes at once since {@link #resetPeak}. */
    public long peakBytes() {
        return counters.peakBytes();
    }

    /** Resets the peak to the current number of bytes. */
    public void resetPeak() {
        counters.resetPeak();
    }
}
