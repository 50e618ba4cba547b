package dev.vireo.models.recipe;

import dev.vireo.training.Trainer;
import dev.vireo.training.checkpoint.Checkpoint;
import dev.vireo.training.checkpoint.Checkpoints;
import java.util.Optional;

/**
 * The validation metric by which the best epoch is chosen.
 *
 * @param metric its name in reports
 * @param largest whether the largest value is the best, as for an accuracy, or else the smallest, as for a loss
 */
public record Selection(String metric, boolean largest) {
    /** The epoch with the largest value is the best. */
    public static Selection largest(String metric) {
        return new Selection(metric, true);
    }

    /** The epoch with the smallest value is the best. */
    public static Selection smallest(String metric) {
        return new Selection(metric, false);
    }

    /** Lets a run end with the weights of the best epoch. */
    void apply(Trainer trainer) {
        if (largest) {
            trainer.endWithLargest(metric);
        } else {
            trainer.endWithSmallest(metric);
        }
    }

    /** The checkpoint of the best epoch. */
    Optional<Checkpoint> of(Checkpoints checkpoints) {
        return largest ? checkpoints.largest(metric) : checkpoints.smallest(metric);
    }
}
