package dev.vireo.engine.torch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Scalar;

/** Numbers as libtorch takes them. Making one costs as much as a small operation, so each is made once and kept. */
final class Scalars {
    private static final Map<Number, Scalar> KNOWN = new ConcurrentHashMap<>();

    private Scalars() {}

    static Scalar of(double value) {
        return KNOWN.computeIfAbsent(value, number -> new Scalar(number.doubleValue()));
    }

    static Scalar of(long value) {
        return KNOWN.computeIfAbsent(value, number -> new Scalar(number.longValue()));
    }
}
