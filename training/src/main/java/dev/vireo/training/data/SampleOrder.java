package dev.vireo.training.data;

import dev.vireo.tensor.Generator;
import java.util.stream.IntStream;

/**
 * The order of the samples of a pass. It depends only on the number of the pass, so that a run can be resumed at any
 * pass.
 */
@FunctionalInterface
interface SampleOrder {
    SampleOrder GIVEN = (size, pass) -> IntStream.range(0, size).toArray();

    int[] places(int size, long pass);

    static SampleOrder shuffled(long seed) {
        return (size, pass) -> {
            var seeds = Generator.seeded(seed);
            for (long i = 0; i < pass; i++) {
                seeds.nextLong();
            }
            return Generator.seeded(seeds.nextLong()).permutation(size);
        };
    }
}
