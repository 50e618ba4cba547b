package dev.vireo.tensor.internal.memory;

import dev.vireo.tensor.Device;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts tensors that no scope owned and nobody closed. The first is logged; with the system property {@code
 * vireo.strict=true} each one is logged with the stack trace of its creation.
 */
public final class Leaks {
    private static final Logger LOG = LoggerFactory.getLogger(Leaks.class);
    private static final AtomicLong COUNT = new AtomicLong();

    private Leaks() {}

    /** The number of leaked tensors that the garbage collector has found so far. */
    public static long found() {
        return COUNT.get();
    }

    /** Returns a stack trace of the tensor's creation in strict mode; null otherwise. */
    public static @Nullable Throwable origin() {
        return strict() ? new Throwable("the tensor was made here") : null;
    }

    /** Counts and logs a leaked tensor. */
    public static void report(Device device, long bytes, @Nullable Throwable origin) {
        long count = COUNT.incrementAndGet();
        if (origin != null) {
            LOG.warn(
                    "a tensor of {} bytes on {} was made outside any TensorScope and never closed",
                    bytes,
                    device,
                    origin);
        } else if (count == 1) {
            LOG.warn(
                    "a tensor of {} bytes on {} was made outside any TensorScope and never closed; open a scope around"
                            + " the work, and run with -Dvireo.strict=true to see where (reported once)",
                    bytes,
                    device);
        }
    }

    private static boolean strict() {
        return Boolean.getBoolean("vireo.strict");
    }
}
