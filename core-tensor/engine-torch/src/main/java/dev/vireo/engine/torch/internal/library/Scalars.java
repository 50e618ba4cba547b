package dev.vireo.engine.torch.internal.library;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Scalar;

/**
 * Numbers as libtorch takes them. Making one costs as much as a small operation, so those that come first, constants
 * for the most part, are kept for good, and of all others each thread keeps the {@linkplain RecentScalars last}: numbers
 * that change with every step do not add up. What is returned is valid for the call at hand, and closed by nobody else.
 */
public final class Scalars {
    public static final int CAPACITY = 512;

    private static final Map<Number, Scalar> KNOWN = new ConcurrentHashMap<>();

    private Scalars() {}

    public static Scalar of(double value) {
        var known = KNOWN.get(value);
        return known != null ? known : learn(value);
    }

    public static Scalar of(long value) {
        var known = KNOWN.get(value);
        return known != null ? known : learn(value);
    }

    public static Scalar make(Number value) {
        return value instanceof Long whole ? new Scalar(whole) : new Scalar(value.doubleValue());
    }

    private static Scalar learn(Number value) {
        return KNOWN.size() < CAPACITY ? KNOWN.computeIfAbsent(value, Scalars::make) : RecentScalars.of(value);
    }
}
