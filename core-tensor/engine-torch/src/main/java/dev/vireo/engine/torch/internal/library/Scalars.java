package dev.vireo.engine.torch.internal.library;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Scalar;

/**
 * Caches numbers as libtorch's scalars, because creating one takes as long as a small operation. The first ones, which
 * are mostly constants, are kept forever. Each thread keeps the {@linkplain RecentScalars last} of all others, so that
 * numbers that change with every step do not accumulate. A result is valid for the current call and must not be closed.
 */
public final class Scalars {
    /** The number of scalars that are kept forever. */
    public static final int CAPACITY = 512;

    private static final Map<Number, Scalar> KNOWN = new ConcurrentHashMap<>();

    private Scalars() {}

    /** Returns a scalar of the number, valid for the current call. */
    public static Scalar of(double value) {
        var known = KNOWN.get(value);
        return known != null ? known : learn(value);
    }

    /** Returns a scalar of the number, valid for the current call. */
    public static Scalar of(long value) {
        var known = KNOWN.get(value);
        return known != null ? known : learn(value);
    }

    /** Creates a scalar, which the caller closes. */
    public static Scalar make(Number value) {
        return value instanceof Long whole ? new Scalar(whole) : new Scalar(value.doubleValue());
    }

    private static Scalar learn(Number value) {
        return KNOWN.size() < CAPACITY ? KNOWN.computeIfAbsent(value, Scalars::make) : RecentScalars.of(value);
    }
}
