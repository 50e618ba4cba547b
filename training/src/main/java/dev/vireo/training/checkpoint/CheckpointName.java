package dev.vireo.training.checkpoint;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a checkpoint's folder: {@code epoch-3} after the third epoch, {@code epoch-4-batch-20} in the fourth, after
 * its batch 20.
 *
 * @param epochs how many whole epochs are done
 * @param batch how many batches of the next epoch are done; 0 between epochs
 */
record CheckpointName(int epochs, int batch) implements Comparable<CheckpointName> {
    private static final Pattern FORM = Pattern.compile("epoch-(\\d{1,9})(?:-batch-(\\d{1,9}))?");
    private static final Comparator<CheckpointName> ORDER =
            Comparator.comparingInt(CheckpointName::epochs).thenComparingInt(CheckpointName::batch);

    static CheckpointName of(TrainingState state) {
        return new CheckpointName(state.epoch(), state.batch());
    }

    /** Parses the name of a folder; empty if it is not the name of a checkpoint. */
    static Optional<CheckpointName> parse(String folder) {
        var form = FORM.matcher(folder);
        if (!form.matches()) {
            return Optional.empty();
        }
        int epoch = Integer.parseInt(form.group(1));
        return Optional.of(
                form.group(2) == null
                        ? new CheckpointName(epoch, 0)
                        : new CheckpointName(epoch - 1, Integer.parseInt(form.group(2))));
    }

    boolean isBetweenEpochs() {
        return batch == 0;
    }

    @Override
    public int compareTo(CheckpointName other) {
        return ORDER.compare(this, other);
    }

    /** The name of the folder. */
    @Override
    public String toString() {
        return isBetweenEpochs() ? "epoch-" + epochs : "epoch-" + (epochs + 1) + "-batch-" + batch;
    }
}
