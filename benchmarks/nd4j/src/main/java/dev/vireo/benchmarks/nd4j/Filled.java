package dev.vireo.benchmarks.nd4j;

import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Creates arrays whose values do not matter. */
final class Filled {
    private Filled() {}

    /** Returns an array filled with 0.5. */
    static INDArray array(String dtype, long... shape) {
        var type = dtype.equals("float32") ? DataType.FLOAT : DataType.valueOf(dtype.toUpperCase(Locale.ROOT));
        return Nd4j.valueArrayOf(shape, 0.5, type);
    }
}
