package dev.vireo.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;

/** Creates arrays whose values do not matter. */
final class Filled {
    private Filled() {}

    /** Returns an array filled with 0.5. */
    static NDArray array(NDManager manager, String dtype, long... shape) {
        return manager.full(new Shape(shape), 0.5f).toType(DataType.valueOf(dtype.toUpperCase(Locale.ROOT)), false);
    }
}
