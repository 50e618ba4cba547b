package dev.vireo.tensor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What Vireo's tensors hold of a device, counted by Vireo itself: with what engines keep for backward (masks, statistics), as
 * far as their libraries tell ({@link dev.vireo.tensor.engine.NativeTensor#bytes}); DJL does not. Views count as tensors, not
 * as bytes. On meta, what they would hold if they had values.
 */
public final class Memory {
    private static final Memory CPU = new Memory();
    private static final Map<Device, Memory> OTHERS = new ConcurrentHashMap<>();

    private final AtomicLong tensors = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();

    private Memory() {}

    /** The counters of one device. */
    public static Memory of(Device device) {
        return device.isCpu() ? CPU : OTHERS.computeIfAbsent(device, any -> new Memory());
    }

    /** Tensors not freed yet. */
    public long tensors() {
        return tensors.get();
    }

    /** Bytes not freed yet. */
    public long bytes() {
        return bytes.get();
    }

    /** The most bytes at once since {@link #resetPeak}. */
    public long peakBytes() {
        return Math.max(peak.get(), bytes.get());
    }

    public void resetPeak() {
        peak.set(bytes.get());
    }

    static void allocated(Device device, long size) {
        var memory = of(device);
        memory.tensors.getAndIncrement();
        if (size > 0) {
            memory.bytes.getAndAdd(size);
        }
    }

    static void freed(Device device, long size) {
        var memory = of(device);
        memory.tensors.getAndDecrement();
        if (size > 0) {
            long before = memory.bytes.getAndAdd(-size);
            if (before > memory.peak.get()) {
                memory.peak.accumulateAndGet(before, Math::max);
            }
        }
    }
}
