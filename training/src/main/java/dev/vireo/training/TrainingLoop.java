package dev.vireo.training;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.callback.Callback;
import dev.vireo.training.checkpoint.Checkpoint;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.checkpoint.TrainingState;
import dev.vireo.training.data.DataLoader;
import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.StepReport;
import dev.vireo.training.schedule.Position;
import dev.vireo.training.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Epochs of steps: reports, checkpoints, and where a resumed run begins. */
final class TrainingLoop {
    private final Layer net;
    private final TrainingStep step;
    private final Schedule schedule;
    private final int accumulated;
    private final Optional<Measured> measured;
    private final Optional<Checkpoints> checkpoints;
    private final List<Callback> callbacks;
    private final List<EpochReport> history = new ArrayList<>();
    private long steps;

    TrainingLoop(
            Layer net,
            TrainingStep step,
            Schedule schedule,
            int accumulated,
            Optional<Measured> measured,
            Optional<Checkpoints> checkpoints,
            List<Callback> callbacks) {
        this.net = net;
        this.step = step;
        this.schedule = schedule;
        this.accumulated = accumulated;
        this.measured = measured;
        this.checkpoints = checkpoints;
        this.callbacks = callbacks;
    }

    /** No other run writes checkpoints into the same folder meanwhile. */
    TrainingResult run(DataLoader train, Epochs epochs, boolean resumed) {
        if (train.samples() == 0) {
            throw new VireoException("fit: there are no samples to train on");
        }
        if (step.device().isMeta() && checkpoints.isPresent()) {
            throw new VireoException("fit: the network is on meta and has no values to save; leave out checkpoints(...)"
                    + " for a dry run, or give it memory with toEmpty(device)");
        }
        return checkpoints.isPresent()
                ? checkpoints.get().whileLocked(() -> trained(train, epochs, resumed))
                : trained(train, epochs, resumed);
    }

    private TrainingResult trained(DataLoader train, Epochs epochs, boolean resumed) {
        if (resumed) {
            checkpoints.flatMap(Checkpoints::latest).ifPresent(this::resume);
        }
        step.optimizer().clearGradients(); // of whatever came before: the first step is this run's alone
        try {
            tell(callback -> callback.onBegin(step.device()));
            boolean stopped = stops();
            while (!stopped && history.size() < epochs.count()) {
                epoch(train, epochs.count());
                stopped = stops();
            }
            return new TrainingResult(history, steps, history.size() < epochs.count());
        } finally {
            step.optimizer().clearGradients();
            tell(Callback::onEnd);
        }
    }

    private void epoch(DataLoader train, int epochs) {
        int epoch = history.size() + 1;
        net.train();
        long begun = System.nanoTime();
        double loss = pass(train, epoch, epochs) / train.samples();
        double seconds = (System.nanoTime() - begun) / 1e9;
        Map<String, Double> metrics = measured.map(Measured::now).orElse(Map.of());
        double rate = step.optimizer().learningRate();
        var report = new EpochReport(epoch, epochs, loss, metrics, rate, seconds, train.samples() / seconds);
        history.add(report);
        checkpoints.ifPresent(folder -> folder.save(net, step.optimizer(), state()));
        tell(callback -> callback.onEpoch(report));
    }

    /** Trains on all samples once; the sum of their losses. */
    private double pass(DataLoader train, int epoch, int epochs) {
        int batches = train.batches();
        long stepsPerEpoch = (batches + accumulated - 1) / accumulated;
        double sum = 0;
        try (var pass = train.pass(epoch - 1L, step.device())) {
            for (int done = 0; pass.hasNext(); done++) {
                var batch = pass.next();
                long samples = batch.size();
                int together = Math.min(accumulated, batches - done / accumulated * accumulated);
                double loss = step.accumulate(batch, 1.0 / together);
                if ((done + 1) % accumulated == 0 || done + 1 == batches) {
                    step.learningRateFactor(
                            schedule.factor(new Position(steps++, stepsPerEpoch * epochs, stepsPerEpoch)));
                    step.update();
                }
                sum += loss * samples;
                var report = new StepReport(
                        epoch,
                        epochs,
                        done + 1,
                        batches,
                        samples,
                        loss,
                        step.optimizer().learningRate());
                tell(callback -> callback.onStep(report));
            }
        }
        return sum;
    }

    private TrainingState state() {
        return new TrainingState(
                steps, Generator.current().state(), step.scaler().state(), history);
    }

    private void resume(Checkpoint checkpoint) {
        var state = checkpoint.state();
        checkpoint.load(net, step.optimizer());
        steps = state.steps();
        history.addAll(state.history());
        step.scaler().resume(state.scaler());
        Generator.resumed(state.generator()).use();
    }

    private boolean stops() {
        return callbacks.stream().anyMatch(callback -> callback.stopsAfter(List.copyOf(history)));
    }

    private void tell(Consumer<Callback> what) {
        callbacks.forEach(what);
    }
}
