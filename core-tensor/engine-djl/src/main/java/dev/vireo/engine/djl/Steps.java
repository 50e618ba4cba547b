package dev.vireo.engine.djl;

import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.function.Supplier;

/** Several of DJL's calls in a row: the arrays that they make on the way are freed, on exceptions too. */
final class Steps {
    private Steps() {}

    /** The last array, which is the caller's. */
    static PtNDArray run(Supplier<PtNDArray> work) {
        return all(() -> new PtNDArray[] {work.get()})[0];
    }

    /** The last arrays, which are the caller's. */
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
