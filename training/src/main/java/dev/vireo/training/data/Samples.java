package dev.vireo.training.data;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/**
 * Samples of one shape in Java's memory, float32.
 *
 * @param values all samples, one after the other, each in row-major order
 * @param sample the shape of one
 */
public record Samples(float[] values, Shape sample) {
    public Samples {
        if (sample.elements() == 0 || values.length % sample.elements() != 0) {
            throw new IllegalArgumentException(
                    "samples: " + values.length + " values do not divide into samples of shape " + sample);
        }
    }

    public int size() {
        return Math.toIntExact(values.length / sample.elements());
    }

    /** The samples at the given places: {@code [N, ...]}, of the current scope. */
    public Tensor gather(int... places) {
        int width = Math.toIntExact(sample.elements());
        var gathered = new float[places.length * width];
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(values, places[i] * width, gathered, i * width, width);
        }
        return Tensor.of(gathered, Shape.of(places.length).concat(sample).toArray());
    }
}
