package dev.vireo.tensor;

import dev.vireo.tensor.internal.memory.DeviceCounters;
import dev.vireo.tensor.internal.memory.Leaks;

/**
 * What Vireo's tensors hold of a device, counted by Vireo itself: with what engines keep for backward (masks, statistics), as
 * far as their libraries tell ({@link dev.vireo.tensor.engine.NativeTensor#bytes}); DJL does not. Views count as tensors, not
 * as bytes. On meta, what they would hold if they had values.
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
     * How many tensors the garbage collector has freed so far that no scope owned and nobody closed. The first is logged;
     * with the system property {@code vireo.strict=true} each one is, with the stack trace of where it was made.
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

    /** Starts a new peak at the present number of bytes. */
    public void resetPeak() {
        counters.resetPeak();
    }
}
