package dev.vireo.training;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.callback.Callback;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.DataLoader;
import dev.vireo.training.data.LoaderPass;
import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.StepReport;
import dev.vireo.training.schedule.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Epochs of steps: the one loop of all runs. */
final class TrainingLoop {
    private static final double NANOS = 1e9;

    private final Networks nets;
    private final List<PhaseStep> phases;
    private final RunProgress progress;
    private final RunLosses losses;
    private final Validation validation;
    private final RunCheckpoints checkpoints;
    private final List<Callback> callbacks;
    private final Device device;
    private boolean stopped;

    /** The parts of a run that the loop drives. */
    record Parts(
            Networks nets,
            List<PhaseStep> phases,
            RunProgress progress,
            RunLosses losses,
            Validation validation,
            RunCheckpoints checkpoints) {}

    TrainingLoop(Parts parts, List<Callback> callbacks) {
        this.nets = parts.nets;
        this.phases = parts.phases;
        this.progress = parts.progress;
        this.losses = parts.losses;
        this.validation = parts.validation;
        this.checkpoints = parts.checkpoints;
        this.callbacks = callbacks;
        this.device = nets.device();
    }

    /**
     * Trains until the last epoch, or until a callback stops.
     *
     * @param accumulated how many batches make a step
     */
    TrainingResult run(DataLoader train, Epochs epochs, int accumulated) {
        clearGradients(); // of earlier work: the first step is this run's alone
        try {
            tell(callback -> callback.onBegin(device));
            stopped = stopsAfterEpoch();
            while (!stopped && !progress.isDone()) {
                epoch(train, epochs, accumulated);
            }
            return new TrainingResult(progress.history(), progress.steps(), !progress.isDone());
        } finally {
            clearGradients();
            tell(Callback::onEnd);
        }
    }

    private void epoch(DataLoader train, Epochs epochs, int accumulated) {
        nets.train();
        long stepsPerEpoch = (train.batches() + accumulated - 1) / accumulated;
        try (var pass = train.pass(progress.history().size(), progress.batch(), device)) {
            while (!stopped && !progress.isEpochDone()) {
                int together = Math.min(accumulated, train.batches() - progress.batch());
                step(pass, together, new Position(progress.steps(), stepsPerEpoch * epochs.count(), stepsPerEpoch));
            }
        }
        if (progress.isEpochDone()) {
            finishEpoch();
        } else {
            saveStep();
        }
    }

    private void step(LoaderPass pass, int together, Position at) {
        long begun = System.nanoTime();
        long samples = train(pass, together, at);
        progress.stepped(together, samples, (System.nanoTime() - begun) / NANOS);
        var now = progress.now();
        var report = new StepReport(now, samples, losses.afterStep(now), learningRate());
        tell(callback -> callback.onStep(report));
        stopped = callbacks.stream().anyMatch(callback -> callback.stopsAfter(report));
        if (!progress.isEpochDone() && checkpoints.areDueAfter(progress.steps())) {
            saveStep();
        }
    }

    /** Runs the phases on some batches; returns the number of samples in them. */
    private long train(LoaderPass pass, int together, Position at) {
        var phase = phases.get(0);
        if (phases.size() == 1 && phase.runsIn(at.step())) {
            return phase.run(pass::next, together, at);
        }
        try (var scope = TensorScope.open()) {
            var batches = together == 1 ? List.of(pass.next()) : copies(pass, together);
            for (var each : phases) {
                if (each.runsIn(at.step())) {
                    each.run(batches.iterator()::next, together, at);
                }
            }
            return batches.stream().mapToLong(Batch::size).sum();
        }
    }

    private void finishEpoch() {
        var now = progress.now();
        var means = losses.ofEpoch(now);
        var report = new EpochReport(
                now.epoch(), now.epochs(), means, validation.measure(), learningRate(), progress.timing());
        phases.forEach(phase -> phase.schedule().epochDone(report));
        progress.epochDone(report);
        tell(callback -> callback.onEpochMeasured(report));
        checkpoints.save(progress.trainingState());
        tell(callback -> callback.onEpoch(report));
        stopped |= stopsAfterEpoch();
    }

    /** Saves a checkpoint in the middle of an epoch, unless the losses are not finite and must be. */
    private void saveStep() {
        if (checkpoints.areSaved()) {
            losses.ofEpoch(progress.now());
            checkpoints.save(progress.trainingState());
        }
    }

    private double learningRate() {
        return phases.get(0).optimizer().learningRate();
    }

    private boolean stopsAfterEpoch() {
        var history = progress.history();
        return callbacks.stream().anyMatch(callback -> callback.stopsAfter(history));
    }

    private void clearGradients() {
        phases.forEach(PhaseStep::clearGradients);
    }

    private void tell(Consumer<Callback> what) {
        callbacks.forEach(what);
    }

    /** A pass frees each batch when it gives the next one, and every phase needs all of them. */
    private static List<Batch> copies(LoaderPass pass, int count) {
        var batches = new ArrayList<Batch>();
        for (int i = 0; i < count; i++) {
            batches.add(pass.next().map(Tensor::copy));
        }
        return batches;
    }
}
