package dev.vireo.training.checkpoint;

import dev.vireo.training.report.EpochReport;
import dev.vireo.training.state.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The progress of a run when a checkpoint was saved.
 *
 * @param batch the number of completed batches in the next epoch; 0 between epochs
 * @param steps the number of optimizer steps so far, which is the position in the schedule
 * @param history one report per completed epoch
 */
public record TrainingState(int batch, long steps, List<EpochReport> history) {
    /** Copies the history. */
    public TrainingState {
        history = List.copyOf(history);
    }

    /** The number of completed epochs. */
    public int epoch() {
        return history.size();
    }

    /** The values to save. */
    public Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        values.put("batch", batch);
        values.put("steps", steps);
        values.put("history", ReportValues.of(history));
        return values;
    }

    /**
     * Reads the saved {@link #values}.
     *
     * @throws dev.vireo.tensor.VireoException if something is missing or of another type
     */
    public static TrainingState of(State saved) {
        return new TrainingState(
                Math.toIntExact(saved.integer("batch")),
                saved.integer("steps"),
                ReportValues.reports(saved.list("history")));
    }
}
