package dev.vireo.engine.reference;

import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.Random;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Tensors from nothing. */
final class CreationKernels {
    private CreationKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("reference creation");
        Results.kernel(
                rows,
                Creation.Full.class,
                (op, in, y) -> Arrays.fill(y.values(), Numbers.round(op.value(), y.dtype())));
        Results.kernel(rows, Creation.Arange.class, (op, in, y) -> {
            for (int i = 0; i < y.values().length; i++) {
                y.set(i, op.start() + i * op.step());
            }
        });
        Results.kernel(rows, Random.RandomUniform.class, (op, in, y) -> {
            var random = new SplittableRandom(op.seed());
            for (int i = 0; i < y.values().length; i++) {
                do {
                    y.set(i, op.low() + (op.high() - op.low()) * random.nextDouble());
                } while (y.get(i) >= op.high() && op.high() > op.low()); // few bits may round up to the bound
            }
        });
        return rows.build();
    }
}
