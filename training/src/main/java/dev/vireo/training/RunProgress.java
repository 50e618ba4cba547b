package dev.vireo.training;

import dev.vireo.tensor.VireoException;
import dev.vireo.training.checkpoint.TrainingState;
import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.Progress;
import dev.vireo.training.report.Timing;
import dev.vireo.training.state.State;
import dev.vireo.training.state.Stateful;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The progress of a run: the completed epochs and, in the current epoch, the number of batches, the time and the losses
 * so far. The order of an epoch's samples depends only on the number of the epoch, so this is also the sampler's
 * position.
 */
final class RunProgress implements Stateful {
    private final int epochs;
    private final int batches;
    private final List<PhaseStep> phases;
    private final List<EpochReport> history = new ArrayList<>();
    private int batch;
    private long steps;
    private long samples;
    private double seconds;

    /**
     * @param epochs of the whole run
     * @param batches of an epoch
     */
    RunProgress(int epochs, int batches, List<PhaseStep> phases) {
        this.epochs = epochs;
        this.batches = batches;
        this.phases = phases;
    }

    @Override
    public String name() {
        return "progress";
    }

    /** One report per completed epoch. */
    List<EpochReport> history() {
        return List.copyOf(history);
    }

    /** The number of completed batches in the current epoch. */
    int batch() {
        return batch;
    }

    /** The number of optimizer steps so far. */
    long steps() {
        return steps;
    }

    boolean isEpochDone() {
        return batch == batches;
    }

    boolean isDone() {
        return history.size() >= epochs;
    }

    /** The progress as reports contain it. */
    Progress now() {
        return new Progress(history.size() + 1, epochs, batch, batches, steps);
    }

    /** The progress as a checkpoint contains it. */
    TrainingState trainingState() {
        return new TrainingState(batch, steps, history);
    }

    /** Time and samples of the current epoch so far. */
    Timing timing() {
        return new Timing(samples, seconds);
    }

    /** Counts a step. */
    void stepped(int batchesDone, long samplesDone, double secondsTaken) {
        steps++;
        batch += batchesDone;
        samples += samplesDone;
        seconds += secondsTaken;
    }

    /** Counts an epoch and starts the next one. */
    void epochDone(EpochReport report) {
        history.add(report);
        batch = 0;
        samples = 0;
        seconds = 0;
        phases.forEach(phase -> phase.beginEpoch(EpochLoss.Reading.ZERO));
    }

    @Override
    public State state() {
        var values = new LinkedHashMap<>(trainingState().values());
        if (batch > 0) {
            values.put("batches", batches);
            values.put("samples", samples);
            values.put("seconds", seconds);
            values.put("losses", phases.stream().<Object>map(RunProgress::loss).toList());
        }
        return State.ofValues(values);
    }

    @Override
    public Runnable prepare(State saved) {
        var state = TrainingState.of(saved);
        if (state.batch() == 0) {
            return () -> resume(state, new Timing(0, 0), List.of());
        }
        if (saved.integer("batches") != batches) {
            throw new VireoException("it is in the middle of an epoch of " + saved.integer("batches")
                    + " batches, and the loader has " + batches + "; give it the same data and batch size");
        }
        var timing = new Timing(saved.integer("samples"), saved.number("seconds"));
        var losses = saved.list("losses").stream()
                .map(State::nested)
                .map(loss -> new EpochLoss.Reading(loss.number("sum"), loss.number("weight")))
                .toList();
        if (losses.size() != phases.size()) {
            throw new VireoException("it has " + losses.size() + " phases, the run has " + phases.size());
        }
        return () -> resume(state, timing, losses);
    }

    private void resume(TrainingState state, Timing timing, List<EpochLoss.Reading> losses) {
        history.clear();
        history.addAll(state.history());
        batch = state.batch();
        steps = state.steps();
        samples = timing.samples();
        seconds = timing.seconds();
        for (int i = 0; i < losses.size(); i++) {
            phases.get(i).beginEpoch(losses.get(i));
        }
    }

    private static Map<String, Object> loss(PhaseStep phase) {
        var reading = phase.epochLoss().read();
        var values = new LinkedHashMap<String, Object>();
        values.put("sum", reading.sum());
        values.put("weight", reading.weight());
        return values;
    }
}
