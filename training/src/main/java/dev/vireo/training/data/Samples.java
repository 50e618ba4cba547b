package dev.vireo.training.data;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/**
 * Float32 samples of one shape in Java's memory.
 *
 * @param values all samples, concatenated, each in row-major order
 * @param sample the shape of one sample
 */
public record Samples(float[] values, Shape sample) {
    public Samples {
        if (sample.elements() == 0 || values.length % sample.elements() != 0) {
            throw new IllegalArgumentException(
                    "samples: " + values.length + " values do not divide into samples of shape " + sample);
        }
    }

    /** The number of samples. */
    public int size() {
        return Math.toIntExact(values.length / sample.elements());
    }

    /** Returns the samples at the given places, {@code [N, ...]}, owned by the current scope. */
    public Tensor gather(int... places) {
        int width = Math.toIntExact(sample.elements());
        var gathered = new float[places.length * width];
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(values, places[i] * width, gathered, i * width, width);
        }
        return Tensor.of(gathered, Shape.of(places.length).concat(sample).toArray());
    }
}
