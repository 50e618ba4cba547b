package dev.vireo.training;

import dev.vireo.nn.Block;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.average.WeightAverage;
import dev.vireo.training.callback.Callback;
import dev.vireo.training.callback.ConsoleProgress;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.data.DataLoader;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.Optimizer;
import dev.vireo.training.optimizer.ParameterGroup;
import dev.vireo.training.precision.Precision;
import dev.vireo.training.schedule.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Trains networks:
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
 * <p>That is the short form, for a network and a loss. In the long form, {@code Trainer.of(net).phase(...)}, a run is a list
 * of {@linkplain Phase phases} with an {@link Objective} each, which call networks of any signature.
 *
 * <p>On {@link dev.vireo.tensor.Device#META} a run is a dry one: every shape, type and device of forward, backward, optimizer
 * and metrics is checked, and nothing is computed; losses and metrics are NaN. {@link
 * dev.vireo.tensor.trace.FlopCounter} and {@link dev.vireo.tensor.Memory} count what the run would take.
 *
 * <p>Computes on the engine and the device of the network's parameters. Random numbers come from the thread's {@link
 * dev.vireo.tensor.Generator} and the loader's seed: the same seeds give the same weights, bit by bit, on one machine.
 *
 * <p>After {@link #fit} the networks are in training mode and have the weights of the last step. For the best weights, use
 * {@link #endWithLargest} or load a checkpoint; call {@code net.eval()} before the network is used.
 */
public final class Trainer {
    private final List<Phase> phases = new ArrayList<>();
    private final List<Callback> callbacks = new ArrayList<>();
    private final List<Metric> metrics = new ArrayList<>();
    private Networks nets;
    private StepSettings settings = StepSettings.DEFAULT;
    private Function<DataLoader, Validation> validation;
    private Optional<Checkpoints> checkpoints = Optional.empty();
    private Optional<TrainingRun.Best> best = Optional.empty();
    private Optional<WeightAverage> average = Optional.empty();
    private Optional<String> id = Optional.empty();
    private boolean resumed;
    private Callback progress = new ConsoleProgress();

    private Trainer(Block net) {
        nets = Networks.of(net);
        validation = test -> {
            var objective = onlyPhase().objective();
            return validation(objective, test);
        };
    }

    /** A trainer of a network whose phases are added by {@link #phase}. The network is called {@code model} in checkpoints. */
    public static Trainer of(Block net) {
        return new Trainer(net);
    }

    /** A trainer with one phase: AdamW, a constant learning rate of 1e-3, float32. Nothing but the loss is measured. */
    public static Trainer of(Layer net, Loss loss) {
        var trainer = new Trainer(net).phase(Phase.of(net, Objective.of(net, loss)));
        trainer.validation = test -> () -> Evaluation.of(net, test, trainer.metrics);
        return trainer;
    }

    /**
     * Adds a network that the phases use besides the first one, so that it is in training mode and saved in
     * checkpoints. Use it for several networks without an enclosing block. A teacher that is not trained need not be
     * added.
     *
     * @param name the name in checkpoints
     */
    public Trainer network(String name, Block net) {
        nets = nets.with(name, net);
        return this;
    }

    /** Adds a phase to each step, after those that were added before. */
    public Trainer phase(Phase phase) {
        phases.add(phase);
        return this;
    }

    /** Sets the optimizer of all phases that have been added. Each run makes optimizers with these settings and frees them. */
    public Trainer optimizer(Optimizer.Settings each) {
        return eachPhase(phase -> phase.optimizer(each));
    }

    /** Gives groups of parameters settings of their own, in all phases so far: {@code ParameterGroup::decayingMatricesOnly}. */
    public Trainer parameterGroups(Function<Block, List<ParameterGroup>> grouping) {
        return eachPhase(phase -> phase.groups(grouping));
    }

    /** Sets the learning rate over the run, of all phases that have been added. */
    public Trainer schedule(Schedule factors) {
        return eachPhase(phase -> phase.schedule(factors));
    }

    /** Scales gradients down where their common norm is larger, in all phases that have been added. */
    public Trainer clipNorm(double largest) {
        return eachPhase(phase -> phase.clipNorm(largest));
    }

    /** The type in which matrix products and convolutions are computed. float16 uses dynamic loss scaling. */
    public Trainer precision(Precision type) {
        settings = settings.precision(type);
        return this;
    }

    /**
     * Accumulates the gradients of several batches per step. The result equals that of one large batch, even if the
     * batches differ in size or some targets are ignored. Layers that compute over a batch, such as batch norm, still
     * see the small batches.
     */
    public Trainer accumulate(int batches) {
        settings = settings.accumulated(batches);
        return this;
    }

    /**
     * Continues when a loss is NaN or infinite. By default the run ends then with a {@link NonFiniteLossException}, and the
     * last checkpoint is one before it: none is saved while a loss or a parameter is not finite.
     */
    public Trainer allowNonFinite() {
        settings = settings.allowNonFinite();
        return this;
    }

    /** For a run on several ranks, whose gradients are added up: the weight of a step on all of them. */
    public Trainer totalWeight(WeightAllReduce ofRanks) {
        settings = settings.totalWeight(ofRanks);
        return this;
    }

    /** Adds metrics that are measured after each epoch. */
    public Trainer metrics(Metric... more) {
        metrics.addAll(List.of(more));
        return this;
    }

    /**
     * Measures an objective after each epoch, as {@code validation loss}, and the metrics of its outputs. The long form
     * measures the objective of its phase if there is one phase; with several, this is needed.
     */
    public Trainer validation(Objective objective) {
        validation = test -> validation(objective, test);
        return this;
    }

    /** Updates an average of the weights after each step, saves it in checkpoints, and measures each epoch with it. */
    public Trainer average(WeightAverage ofWeights) {
        average = Optional.of(ofWeights);
        return this;
    }

    /** Saves all state after each epoch, in {@code folder/epoch-N}; only the last stays. */
    public Trainer checkpoints(Path folder) {
        return checkpoints(new Checkpoints(folder));
    }

    /** Saves all state as the checkpoints say. No other run can use their folder meanwhile. */
    public Trainer checkpoints(Checkpoints folder) {
        checkpoints = Optional.of(folder);
        return this;
    }

    /**
     * Sets the id of the run, which all its checkpoints have; a random one unless set. It tells checkpoints of different runs
     * apart. A run that is resumed keeps the id of its checkpoints.
     *
     * @param ofRun any text that no other run has
     */
    public Trainer runId(String ofRun) {
        id = Optional.of(ofRun);
        return this;
    }

    /**
     * Continues from the last checkpoint, if there is one; else begins. The result is the same, bit by bit, as without the
     * interruption, if all settings are the same.
     */
    public Trainer resume() {
        resumed = true;
        return this;
    }

    /** Ends with the weights of the epoch with the largest value of a metric, instead of the last. Needs checkpoints. */
    public Trainer endWithLargest(String metric) {
        best = Optional.of(new TrainingRun.Best(metric, true));
        return this;
    }

    /** Ends with the weights of the epoch with the smallest value of a metric, instead of the last. Needs checkpoints. */
    public Trainer endWithSmallest(String metric) {
        best = Optional.of(new TrainingRun.Best(metric, false));
        return this;
    }

    /** Adds callbacks, which are told of steps and epochs in this order. */
    public Trainer callbacks(Callback... more) {
        callbacks.addAll(List.of(more));
        return this;
    }

    /** Shows progress by another callback than {@link ConsoleProgress}. */
    public Trainer progress(Callback shown) {
        progress = shown;
        return this;
    }

    /** Shows no progress. */
    public Trainer quiet() {
        return progress(new Callback() {});
    }

    /**
     * Trains, and evaluates on other samples after each epoch.
     *
     * @throws dev.vireo.tensor.VireoException if there are no samples, a checkpoint cannot be resumed, or another run
     * has the folder of the checkpoints
     * @throws NonFiniteLossException if a loss or a parameter is NaN or infinite, unless {@link #allowNonFinite}
     */
    public TrainingResult fit(DataLoader train, DataLoader test, Epochs epochs) {
        var measured = validation.apply(test);
        return run(average.<Validation>map(weights -> () -> weights.during(measured::measure))
                        .orElse(measured))
                .fit(train, epochs);
    }

    /** Trains and measures nothing but the loss. */
    public TrainingResult fit(DataLoader train, Epochs epochs) {
        return run(Validation.NONE).fit(train, epochs);
    }

    private TrainingRun run(Validation measured) {
        var all = new ArrayList<Callback>();
        average.ifPresent(all::add);
        all.add(progress);
        all.addAll(callbacks);
        var run = id.orElseGet(() -> UUID.randomUUID().toString());
        var saving = new TrainingRun.Saving(checkpoints, run, resumed, best);
        return new TrainingRun(nets, phases, settings, measured, saving, all);
    }

    private Validation validation(Objective objective, DataLoader test) {
        return () -> {
            var values = new LinkedHashMap<String, Double>();
            Evaluation.of(nets, objective, test, metrics)
                    .forEach((name, value) ->
                            values.put(name.equals(Evaluation.LOSS) ? "validation loss" : name, value));
            return values;
        };
    }

    private Phase onlyPhase() {
        if (phases.size() != 1) {
            throw new VireoException("fit: there are " + phases.size()
                    + " phases; say what to measure on the second data set by validation(objective)");
        }
        return phases.get(0);
    }

    private Trainer eachPhase(UnaryOperator<Phase> change) {
        phases.replaceAll(change);
        return this;
    }
}
