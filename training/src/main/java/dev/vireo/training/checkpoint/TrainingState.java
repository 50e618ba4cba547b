package dev.vireo.training.checkpoint;

import dev.vireo.training.report.EpochReport;
import dev.vireo.training.state.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a run had come when a checkpoint was saved.
 *
 * @param batch how many batches of the next epoch are done; 0 between epochs
 * @param steps how many steps the optimizer has made: the position in the schedule
 * @param history a report for each whole epoch so far
 */
public record TrainingState(int batch, long steps, List<EpochReport> history) {
    /** Copies the history. */
    public TrainingState {
        history = List.copyOf(history);
    }

    /** The number of whole epochs so far. */
    public int epoch() {
        return history.size();
    }

    /** The values under which a checkpoint saves this. */
    public Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        values.put("batch", batch);
        values.put("steps", steps);
        values.put("history", ReportValues.of(history));
        return values;
    }

    /**
     * Reads what {@link #values} gave.
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
