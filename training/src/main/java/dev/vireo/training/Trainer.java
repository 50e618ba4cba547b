package dev.vireo.training;

import dev.vireo.nn.Block;
import dev.vireo.nn.Layer;
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
 * dev.vireo.tensor.listener.FlopCounter} and {@link dev.vireo.tensor.Memory} count what the run would take.
 *
 * <p>Computes on the engine and the device of the network's parameters. Random numbers come from the thread's {@link
 * dev.vireo.tensor.Generator} and the loader's seed: the same seeds give the same weights, bit by bit, on one machine.
 *
 * <p>After {@link #fit} the networks are in training mode and have the weights of the last step. For the best weights, use
 * {@link #endWithLargest} or load a checkpoint; call {@code net.eval()} before the network is used.
 */
public final class Trainer {
    private final List<Callback> callbacks = new ArrayList<>();
    private final List<Metric> metrics = new ArrayList<>();
    private RunPlan plan;
    private Function<DataLoader, Validation> validation;
    private Optional<WeightAverage> average = Optional.empty();
    private Callback progress = new ConsoleProgress();

    private Trainer(Block net) {
        plan = RunPlan.of(net);
        validation = test -> validation(plan.onlyPhase().objective(), test);
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
        plan = plan.network(name, net);
        return this;
    }

    /** Adds a phase to each step, after those that were added before. */
    public Trainer phase(Phase phase) {
        plan = plan.phase(phase);
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
        return settings(each -> each.precision(type));
    }

    /**
     * Accumulates the gradients of several batches per step. The result equals that of one large batch, even if the
     * batches differ in size or some targets are ignored. Layers that compute over a batch, such as batch norm, still
     * see the small batches.
     */
    public Trainer accumulate(int batches) {
        return settings(each -> each.accumulated(batches));
    }

    /**
     * Continues when a loss is NaN or infinite. By default the run ends then with a {@link NonFiniteLossException}, and the
     * last checkpoint is one before it: none is saved while a loss or a parameter is not finite.
     *
     * <p>On the CPU the exception names the tensor of the batch, the parameter, or the operation and its layer that the
     * values come from, and the parameters are those before that step. On other devices the loss is read only a few times a
     * second; {@link #detectAnomalies} finds the operation there.
     */
    public Trainer allowNonFinite() {
        return settings(each -> each.check(StepCheck.Mode.NOTHING));
    }

    /**
     * Checks the results of all operations, forward and backward, and ends the run at the first one that makes the loss or
     * a gradient NaN or infinite. The {@link NonFiniteLossException} names the operation and its layer. The parameters are
     * those before that step.
     *
     * <p>This is slow, and waits for the device after each operation. Use it to find the cause after a run has ended: {@link
     * #resume} from its last checkpoint. In float16 gradients are not checked, because {@linkplain Precision#FP16 loss
     * scaling} skips the steps in which they overflow.
     */
    public Trainer detectAnomalies() {
        return settings(each -> each.check(StepCheck.Mode.OPERATIONS));
    }

    /** For a run on several ranks, whose gradients are added up: the weight of a step on all of them. */
    public Trainer totalWeight(WeightAllReduce ofRanks) {
        return settings(each -> each.totalWeight(ofRanks));
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
        return saving(each -> each.in(folder));
    }

    /**
     * Sets the id of the run, which all its checkpoints have; a random one unless set. It tells checkpoints of different runs
     * apart. A run that is resumed keeps the id of its checkpoints.
     *
     * @param ofRun any text that no other run has
     */
    public Trainer runId(String ofRun) {
        return saving(each -> each.run(ofRun));
    }

    /**
     * Continues from the last checkpoint, if there is one; else begins. The result is the same, bit by bit, as without the
     * interruption, if all settings are the same.
     */
    public Trainer resume() {
        return saving(RunPlan.Saving::resume);
    }

    /** Ends with the weights of the epoch with the largest value of a metric, instead of the last. Needs checkpoints. */
    public Trainer endWithLargest(String metric) {
        return saving(each -> each.endWith(new RunPlan.Best(metric, true)));
    }

    /** Ends with the weights of the epoch with the smallest value of a metric, instead of the last. Needs checkpoints. */
    public Trainer endWithSmallest(String metric) {
        return saving(each -> each.endWith(new RunPlan.Best(metric, false)));
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
        return new TrainingRun(plan, measured, all);
    }

    private Validation validation(Objective objective, DataLoader test) {
        return () -> {
            var values = new LinkedHashMap<String, Double>();
            Evaluation.of(plan.nets(), objective, test, metrics)
                    .forEach((name, value) ->
                            values.put(name.equals(Evaluation.LOSS) ? "validation loss" : name, value));
            return values;
        };
    }

    private Trainer eachPhase(UnaryOperator<Phase> change) {
        plan = plan.eachPhase(change);
        return this;
    }

    private Trainer settings(UnaryOperator<StepSettings> change) {
        plan = plan.settings(change);
        return this;
    }

    private Trainer saving(UnaryOperator<RunPlan.Saving> change) {
        plan = plan.saving(change);
        return this;
    }
}
