package dev.vireo.engine.reference;

import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.Random;
import java.util.SplittableRandom;

/** Kernels that create tensors. */
final class CreationKernels {
    private CreationKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("reference creation");
        Results.kernel(rows, Creation.Full.class, (op, in, y) -> {
            for (int place : y.places()) {
                y.set(place, op.value());
            }
        });
        Results.kernel(rows, Creation.Arange.class, (op, in, y) -> {
            for (int place : y.places()) {
                y.set(place, op.start() + place * op.step());
            }
        });
        Results.kernel(rows, Random.RandomUniform.class, CreationKernels::uniform);
        return rows.build();
    }

    /** Draws by SplitMix64 (Steele, Lea and Flood, 2014), which is Java's {@link SplittableRandom}. */
    private static void uniform(Random.RandomUniform op, ReferenceTensor[] in, ReferenceTensor y) {
        double range = op.high() - op.low();
        // A draw that rounds up to the bound is repeated. If the midpoint rounds below the bound, at least half of all
        // draws succeed. Otherwise the range lies between
        // neighboring values of the type, and every draw is the lower bound.
        boolean narrow = Numbers.round(op.low() + range / 2, y.dtype()) >= op.high();
        var random = new SplittableRandom(op.seed());
        for (int place : y.places()) {
            do {
                y.set(place, narrow ? op.low() : op.low() + range * random.nextDouble());
            } while (!narrow && y.real(place) >= op.high());
        }
    }
}
