package dev.vireo.training.data;

import dev.vireo.tensor.TensorScope;
import java.util.ArrayList;

/** A data set whose samples pass through a transform each time they are gathered. */
record MappedDataset(Dataset whole, Transform transform) implements Dataset {
    @Override
    public int size() {
        return whole.size();
    }

    @Override
    public Batch gather(int... places) {
        return gather(PassRandomness.FIRST, places);
    }

    @Override
    public Batch gather(PassRandomness random, int... places) {
        try (var scope = TensorScope.open()) {
            var batch = whole.gather(random.within(), places);
            if (places.length == 0) {
                return batch.keep(scope);
            }
            var samples = new ArrayList<Batch>();
            for (int i = 0; i < places.length; i++) {
                var sample = batch.sample(i);
                var generator = random.sample(places[i]);
                samples.add(generator.during(() -> transform.apply(sample, generator)));
            }
            return Batch.concat(samples).keep(scope);
        }
    }
}
