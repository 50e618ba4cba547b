package dev.vireo.training.scenario;

import dev.vireo.training.data.Batch;
import dev.vireo.training.data.Dataset;
import java.util.function.Function;

/** Samples that are computed from their places. */
record Drawn(int size, Function<int[], Batch> batch) implements Dataset {
    @Override
    public Batch gather(int... places) {
        return batch.apply(places);
    }
}
