package dev.vireo.engine.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Writes into arrays, which DJL does by slices. */
final class Slices {
    private static final long[] FROM_START = {0};
    private static final long[] EACH = {1};

    private Slices() {}

    /** Broadcasts and casts. A scalar has slices only as a view. */
    static void write(PtNDArray target, PtNDArray source) {
        var shape = target.getShape();
        if (shape.dimension() > 0) {
            JniUtils.indexSet(target, source, FROM_START, new long[] {shape.get(0)}, EACH);
            return;
        }
        try (var row = JniUtils.reshape(target, EACH)) {
            JniUtils.indexSet(row, source, FROM_START, EACH, EACH);
        }
    }
}
