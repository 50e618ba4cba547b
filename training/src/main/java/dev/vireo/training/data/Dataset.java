package dev.vireo.training.data;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/**
 * Labelled samples in Java's memory: features in row-major order, one class index a sample.
 *
 * @param features all samples, one after the other
 * @param sample the shape of one sample
 * @param labels class indices
 */
public record Dataset(float[] features, Shape sample, int[] labels) {
    public Dataset {
        if (features.length != labels.length * sample.elements()) {
            throw new IllegalArgumentException("dataset: " + features.length + " values do not make " + labels.length
                    + " samples of shape " + sample);
        }
    }

    public int size() {
        return labels.length;
    }

    /** The samples at the given places, as a batch of the current scope. */
    public Batch gather(int[] places, int from, int to) {
        int width = Math.toIntExact(sample.elements());
        var x = new float[(to - from) * width];
        var y = new long[to - from];
        for (int i = from; i < to; i++) {
            System.arraycopy(features, places[i] * width, x, (i - from) * width, width);
            y[i - from] = labels[places[i]];
        }
        return new Batch(Tensor.of(x, Shape.of(to - from).concat(sample).toArray()), Tensor.of(y, (long) (to - from)));
    }

    /** Batches of so many samples in order; the last may be smaller. */
    public DataLoader batches(int size) {
        return DataLoader.ordered(this, size);
    }

    /** The same samples in a new order at each pass. */
    public Shuffled shuffled(long seed) {
        return new Shuffled(this, seed);
    }

    /** Samples that come in a new order at each pass, the same orders with the same seed. */
    public record Shuffled(Dataset dataset, long seed) {
        public DataLoader batches(int size) {
            return DataLoader.shuffled(dataset, size, seed);
        }
    }
}
