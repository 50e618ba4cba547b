package dev.vireo.training.data;

import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Inputs with a class index each.
 *
 * @param inputs the inputs
 * @param labels one class index per input
 */
public record LabelledDataset(Samples inputs, int[] labels) implements Dataset {
    public LabelledDataset {
        if (inputs.size() != labels.length) {
            throw new IllegalArgumentException(
                    "dataset: " + inputs.size() + " inputs have " + labels.length + " labels; expected one each");
        }
    }

    @Override
    public int size() {
        return labels.length;
    }

    /** Inputs {@code [N, ...]}, float32, and class indices {@code [N]}, int64. */
    @Override
    public Batch gather(int... places) {
        var classes = Arrays.stream(places).mapToLong(each -> labels[each]).toArray();
        return new Batch(inputs.gather(places), Tensor.of(classes, places.length));
    }

    /**
     * Holds back a random part of each class; both parts keep the order of the whole.
     *
     * @param share the share that is held back, above 0 and below 1; the number of samples of each class is rounded
     * @param seed decides which samples are held back
     * @throws IllegalArgumentException if the share is out of range
     */
    public Split stratified(double share, long seed) {
        Split.check("stratified", share);
        var held = new boolean[size()];
        var generator = Generator.seeded(seed);
        for (var places : byClass().values()) {
            var order = generator.permutation(places.length);
            for (int i = 0; i < Math.round(share * places.length); i++) {
                held[places[order[i]]] = true;
            }
        }
        return Split.of(this, held);
    }

    private TreeMap<Integer, int[]> byClass() {
        var places = new TreeMap<Integer, int[]>();
        for (int label : Arrays.stream(labels).distinct().toArray()) {
            places.put(
                    label,
                    IntStream.range(0, size()).filter(i -> labels[i] == label).toArray());
        }
        return places;
    }
}
