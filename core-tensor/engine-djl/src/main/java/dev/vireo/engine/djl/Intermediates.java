package dev.vireo.engine.djl;

import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.function.Supplier;

/** Runs several DJL calls and frees the intermediate arrays, also when an exception is thrown. */
final class Intermediates {
    private Intermediates() {}

    /** Returns the final array, which the caller owns. */
    static PtNDArray run(Supplier<PtNDArray> work) {
        return all(() -> new PtNDArray[] {work.get()})[0];
    }

    /** Returns the final arrays, which the caller owns. */
    static PtNDArray[] all(Supplier<PtNDArray[]> work) {
        try (var way = new NDScope()) {
            var results = work.get();
            for (var result : results) {
                NDScope.unregister(result);
            }
            return results;
        }
    }
}
