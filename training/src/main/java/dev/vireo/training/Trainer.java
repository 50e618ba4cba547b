package dev.vireo.training;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Engines;
import dev.vireo.training.callback.Callback;
import dev.vireo.training.callback.ConsoleProgress;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.data.DataLoader;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.optimizer.Optimizer;
import dev.vireo.training.optimizer.ParameterGroup;
import dev.vireo.training.precision.Precision;
import dev.vireo.training.schedule.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Trains a network:
 *
 * <pre>{@code
 * var result = Trainer.of(net, Loss.crossEntropy())
 *         .optimizer(AdamW.of(1e-3).weightDecay(1e-2))
 *         .schedule(Schedule.cosine().warmup(100))
 *         .precision(Precision.BF16)
 *         .metrics(Metric.accuracy())
 *         .checkpoints(Path.of("run"))
 *         .fit(train.shuffled(42).batches(64), test.batches(256), Epochs.of(10));
 * }</pre>
 *
 * <p>On {@link dev.vireo.tensor.Device#META} a run is a dry one: every shape, type and device of forward, backward, optimizer
 * and metrics is checked, and nothing is computed; losses and metrics are not numbers. What the run would take is counted
 * as always, by {@link dev.vireo.tensor.trace.FlopCounter} and {@link dev.vireo.tensor.Memory}.
 *
 * <p>Computes on the engine and the device of the network's parameters. What is random comes from the thread's {@link
 * dev.vireo.tensor.Generator} and the loader's seed: the same seeds give the same weights, bit by bit, on one machine.
 */
public final class Trainer {
    private final Layer net;
    private final Loss loss;
    private final List<Callback> callbacks = new ArrayList<>();
    private Optimizer.Settings optimizer = AdamW.of(1e-3);
    private Function<Layer, List<ParameterGroup>> groups = ParameterGroup::all;
    private Schedule schedule = Schedule.constant();
    private Precision precision = Precision.FP32;
    private List<Metric> metrics = List.of();
    private OptionalDouble largestNorm = OptionalDouble.empty();
    private int accumulated = 1;
    private Optional<Checkpoints> checkpoints = Optional.empty();
    private boolean resumed;
    private Callback progress = new ConsoleProgress();

    private Trainer(Layer net, Loss loss) {
        this.net = net;
        this.loss = loss;
    }

    /** With AdamW, a learning rate of 1e-3 all along, float32, and nothing measured but the loss. */
    public static Trainer of(Layer net, Loss loss) {
        return new Trainer(net, loss);
    }

    /** The trainer makes an optimizer with these settings for each {@link #fit}, and frees it. */
    public Trainer optimizer(Optimizer.Settings settings) {
        optimizer = settings;
        return this;
    }

    /** Which parameters have settings of their own: {@code ParameterGroup::decayingMatricesOnly}. */
    public Trainer parameterGroups(Function<Layer, List<ParameterGroup>> grouping) {
        groups = grouping;
        return this;
    }

    /** The learning rate over the run. */
    public Trainer schedule(Schedule factors) {
        schedule = factors;
        return this;
    }

    /** What products and convolutions compute in; float16 with a dynamic scale of the loss. */
    public Trainer precision(Precision type) {
        precision = type;
        return this;
    }

    /** What is measured after each epoch. */
    public Trainer metrics(Metric... measured) {
        metrics = List.of(measured);
        return this;
    }

    /** Scales gradients whose norm, all together, is larger. */
    public Trainer clipNorm(double largest) {
        if (!(largest > 0)) {
            throw new IllegalArgumentException("clipNorm: the largest norm is " + largest + "; expected above 0");
        }
        largestNorm = OptionalDouble.of(largest);
        return this;
    }

    /** Adds up the gradients of so many batches for each step: as if the batches were so much larger. */
    public Trainer accumulate(int batches) {
        if (batches < 1) {
            throw new IllegalArgumentException("accumulate: a step takes 1 batch or more, got " + batches);
        }
        accumulated = batches;
        return this;
    }

    /** Saves all state after each epoch, in {@code folder/epoch-N}; only the last stays. */
    public Trainer checkpoints(Path folder) {
        return checkpoints(new Checkpoints(folder));
    }

    /** Saves all state after each epoch, and keeps what the checkpoints say. Their folder is this run's alone meanwhile. */
    public Trainer checkpoints(Checkpoints folder) {
        checkpoints = Optional.of(folder);
        return this;
    }

    /**
     * Goes on from the last checkpoint, if there is one; else begins. The result is the same, bit by bit, as without the
     * interruption, as long as all settings are.
     */
    public Trainer resume() {
        resumed = true;
        return this;
    }

    /** Told of steps and epochs, in this order. */
    public Trainer callbacks(Callback... more) {
        callbacks.addAll(List.of(more));
        return this;
    }

    /** Instead of a progress bar on a terminal and a line an epoch. */
    public Trainer progress(Callback shown) {
        progress = shown;
        return this;
    }

    /** Shows no progress. */
    public Trainer quiet() {
        return progress(new Callback() {});
    }

    /**
     * Trains, and measures on other samples after each epoch.
     *
     * @throws dev.vireo.tensor.VireoException if there are no samples, a checkpoint cannot be resumed, or another run has
     *     the folder of the checkpoints
     */
    public TrainingResult fit(DataLoader train, DataLoader test, Epochs epochs) {
        return onItsEngine(train, Optional.of(test), epochs);
    }

    /** Trains and measures nothing but the loss. */
    public TrainingResult fit(DataLoader train, Epochs epochs) {
        return onItsEngine(train, Optional.empty(), epochs);
    }

    private TrainingResult onItsEngine(DataLoader train, Optional<DataLoader> test, Epochs epochs) {
        return Engines.with(Devices.engine(net), () -> fit(train, test, epochs));
    }

    private TrainingResult fit(DataLoader train, Optional<DataLoader> test, Epochs epochs) {
        var all = new ArrayList<>(callbacks);
        all.add(0, progress);
        try (var moved = optimizer.over(groups.apply(net).toArray(ParameterGroup[]::new))) {
            var step = new TrainingStep(net, loss, moved, precision, largestNorm);
            var measured = test.map(loader -> new Measured(net, loader, metrics));
            var loop = new TrainingLoop(net, step, schedule, accumulated, measured, checkpoints, all);
            return loop.run(train, epochs, resumed);
        }
    }
}
