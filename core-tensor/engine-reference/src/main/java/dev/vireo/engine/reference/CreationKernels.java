package dev.vireo.engine.reference;

import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.Random;
import java.util.SplittableRandom;

/** Tensors from nothing. */
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

    /** By SplitMix64 (Steele, Lea and Flood 2014), which is Java's {@link SplittableRandom}. */
    private static void uniform(Random.RandomUniform op, ReferenceTensor[] in, ReferenceTensor y) {
        double range = op.high() - op.low();
        // What rounds up to the bound is drawn again. Where the middle does not, half of all draws or more stay below;
        // where it does, the range lies between neighbours of the type.
        boolean narrow = Numbers.round(op.low() + range / 2, y.dtype()) >= op.high();
        var random = new SplittableRandom(op.seed());
        for (int place : y.places()) {
            do {
                y.set(place, narrow ? op.low() : op.low() + range * random.nextDouble());
            } while (!narrow && y.real(place) >= op.high());
        }
    }
}
