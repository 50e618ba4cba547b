package dev.vireo.training.checkpoint;

import dev.vireo.training.precision.LossScaler;
import dev.vireo.training.report.EpochReport;
import java.util.List;

/**
 * Where a run stands after an epoch, besides its tensors.
 *
 * @param steps of the optimizer so far: the position in the schedule
 * @param generator the state of the run's generator of random numbers
 * @param scaler the state of the loss scale
 * @param history a report for each epoch so far
 */
public record TrainingState(long steps, long generator, LossScaler.State scaler, List<EpochReport> history) {
    public TrainingState {
        history = List.copyOf(history);
    }

    /** How many epochs are done. */
    public int epoch() {
        return history.size();
    }
}
