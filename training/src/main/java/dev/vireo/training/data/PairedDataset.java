package dev.vireo.training.data;

/**
 * Inputs with targets of any shape, for regression and for networks that generate images or sequences.
 *
 * @param inputs the inputs
 * @param targets one target per input
 */
public record PairedDataset(Samples inputs, Samples targets) implements Dataset {
    public PairedDataset {
        if (inputs.size() != targets.size()) {
            throw new IllegalArgumentException(
                    "dataset: " + inputs.size() + " inputs have " + targets.size() + " targets; expected one each");
        }
    }

    @Override
    public int size() {
        return inputs.size();
    }

    /** Inputs {@code [N, ...]} and targets {@code [N, ...]}, both float32. */
    @Override
    public Batch gather(int... places) {
        return new Batch(inputs.gather(places), targets.gather(places));
    }
}
