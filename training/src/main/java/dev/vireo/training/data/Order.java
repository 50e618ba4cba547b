package dev.vireo.training.data;

import dev.vireo.tensor.Generator;
import java.util.stream.IntStream;

/** In which order a pass takes the samples: depends on nothing but the pass's number, so that a run can be resumed at any. */
@FunctionalInterface
interface Order {
    Order GIVEN = (size, pass) -> IntStream.range(0, size).toArray();

    int[] places(int size, long pass);

    static Order shuffled(long seed) {
        return (size, pass) -> {
            var seeds = Generator.seeded(seed);
            for (long i = 0; i < pass; i++) {
                seeds.nextLong();
            }
            return Generator.seeded(seeds.nextLong()).permutation(size);
        };
    }
}
