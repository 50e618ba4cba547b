package dev.vireo.engine.nd4j;

import dev.vireo.engine.support.IntegerPower;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;

/** Powers of integers. ND4J computes them in floating point, which neither wraps around nor holds all of int64. */
final class IntegerPowers {
    private IntegerPowers() {}

    static void fill(Nd4jTensor base, Nd4jTensor exponent, Nd4jTensor y, Intermediates work) {
        var powers = work.copy(work.expand(base, y.shape()), DType.INT64);
        var exponents = work.copy(work.expand(exponent, y.shape()), DType.INT64);
        IntegerRows.rewrite(work.reshape(powers, Shape.of(powers.elements())), row -> {
            var by = exponents.bytes(0, exponents.spec().bytes()).asLongBuffer();
            for (int i = 0; i < row.limit(); i++) {
                row.put(i, IntegerPower.of(row.get(i), by.get(i)));
            }
        });
        work.assign(powers, y);
    }
}
