package dev.vireo.tensor.internal.memory;

import dev.vireo.tensor.Device;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the tensors and bytes that are allocated on one device. */
public final class DeviceCounters {
    private static final DeviceCounters CPU = new DeviceCounters();
    private static final Map<Device, DeviceCounters> OTHERS = new ConcurrentHashMap<>();

    private final AtomicLong tensors = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();

    private DeviceCounters() {}

    /** The counters of a device. */
    public static DeviceCounters of(Device device) {
        return device.isCpu() ? CPU : OTHERS.computeIfAbsent(device, any -> new DeviceCounters());
    }

    /** The number of tensors that are not freed yet. */
    public long tensors() {
        return tensors.get();
    }

    /** The number of bytes that are not freed yet. */
    public long bytes() {
        return bytes.get();
    }

    /** The largest number of bytes at once since {@link #resetPeak}. */
    public long peakBytes() {
        return Math.max(peak.get(), bytes.get());
    }

    /** Resets the peak to the current number of bytes. */
    public void resetPeak() {
        peak.set(bytes.get());
    }

    /** Counts a tensor that was allocated; a view has 0 bytes. */
    void allocated(long size) {
        tensors.getAndIncrement();
        if (size > 0) {
            bytes.getAndAdd(size);
        }
    }

    /** Counts the bytes of a view that got memory of its own. */
    void grew(long size) {
        bytes.getAndAdd(size);
    }

    /**
     * Counts a tensor that was freed. The peak is updated here, before the number of bytes shrinks, because this is
     * cheaper.
     */
    void freed(long size) {
        tensors.getAndDecrement();
        if (size > 0) {
            long before = bytes.getAndAdd(-size);
            if (before > peak.get()) {
                peak.accumulateAndGet(before, Math::max);
            }
        }
    }
}
