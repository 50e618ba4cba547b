package dev.vireo.training.optimizer;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.autograd.RowGradient;
import dev.vireo.training.state.State;
import dev.vireo.training.state.Stateful;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Updates parameters by their gradients. A subclass declares the state tensors of a parameter and writes the update of one
 * parameter with tensor methods. Lion (Chen et al. 2023), for example:
 *
 * <pre>{@code
 * final class Lion extends Optimizer {
 *     record Settings(double learningRate, double beta1, double beta2, double weightDecay)
 *             implements Optimizer.Settings {
 *         @Override public Lion over(ParameterGroup... groups) {
 *             return new Lion(this, groups);
 *         }
 *     }
 *
 *     private final Settings settings;
 *
 *     private Lion(Settings settings, ParameterGroup... groups) {
 *         super(settings, groups);
 *         this.settings = settings;
 *     }
 *
 *     @Override protected Map<String, TensorSpec> state(TensorSpec parameter) {
 *         return Map.of("exp_avg", accumulator(parameter));
 *     }
 *
 *     @Override protected void update(ParameterStep step) {
 *         var average = step.state("exp_avg");
 *         var direction = average.mul(settings.beta1()).add(step.gradient().mul(1 - settings.beta1())).sign();
 *         step.parameter()
 *                 .assignScale(1 - step.learningRate() * step.weightDecay())
 *                 .assignAdd(direction, -step.learningRate());
 *         average.assignLerp(step.gradient(), 1 - settings.beta2());
 *     }
 * }
 * }</pre>
 *
 * <p>The optimizer owns the state tensors, which it makes at a parameter's first step. Steps are counted for each
 * parameter, so that one that gets its first gradient later has the right bias correction.
 */
public abstract class Optimizer implements AutoCloseable {
    private final Settings settings;
    private final List<ParameterGroup> groups;
    private final Map<Tensor, ParameterState> states = new IdentityHashMap<>();
    private double learningRate;

    /** The settings of an optimizer, which are a value: they are chosen before the parameters are known. */
    public interface Settings {
        /** The learning rate, before a schedule and a group's factor. */
        double learningRate();

        /** The weight decay, before a group's factor; 0 unless the optimizer has one. */
        default double weightDecay() {
            return 0;
        }

        /** An optimizer of groups with factors of their own. */
        Optimizer over(ParameterGroup... groups);

        /** An optimizer of these parameters. */
        default Optimizer over(List<Tensor> parameters) {
            return over(ParameterGroup.of(parameters));
        }
    }

    /**
     * @param settings the learning rate and weight decay
     * @param groups all parameters, each once
     * @throws IllegalArgumentException if a parameter is in two groups, or twice in one
     */
    protected Optimizer(Settings settings, ParameterGroup... groups) {
        this.settings = settings;
        this.groups = List.of(groups);
        this.learningRate = settings.learningRate();
        var seen = new IdentityHashMap<Tensor, ParameterGroup>();
        for (var group : groups) {
            for (var parameter : group.parameters()) {
                if (seen.put(parameter, group) != null) {
                    throw new IllegalArgumentException(
                            "optimizer: the parameter " + parameter.spec() + " is in two groups, or twice in one");
                }
            }
        }
    }

    /**
     * Declares the state tensors of a parameter by name. They may have any shape and type, and are zeros before the first
     * step. Names appear in checkpoints. An empty map declares no state.
     */
    protected abstract Map<String, TensorSpec> state(TensorSpec parameter);

    /**
     * Updates one parameter and its state in place. Gradients are off, and intermediate tensors are freed afterwards.
     *
     * @param step the parameter, its gradient, its state and the numbers of this step
     */
    protected abstract void update(ParameterStep step);

    /**
     * Updates all parameters of a group that have a gradient. Calls {@link #update} for each; an optimizer with one
     * operation for many parameters overrides this.
     */
    protected void updateAll(List<ParameterStep> steps) {
        for (var each : steps) {
            try (var scope = TensorScope.open()) {
                update(each);
            }
        }
    }

    /**
     * Whether a gradient by rows ({@link RowGradient}) updates the touched rows alone; false unless overridden, and then the
     * gradient is made dense. If true, {@link #update} gets the touched rows {@code [K, ...]} of the parameter, of its gradient
     * and of all state tensors that have as many rows as the parameter. So the formula must be the same for each row.
     */
    protected boolean stepsRows() {
        return false;
    }

    /**
     * The shape and type for a state tensor that adds up over many steps: the parameter's, but float32 for float16 and
     * bfloat16, in which small terms would be lost.
     */
    protected static TensorSpec accumulator(TensorSpec parameter) {
        return parameter.dtype().isHalf() ? parameter.with(DType.FLOAT32) : parameter;
    }

    /** Makes one step for all parameters that have a gradient, then frees the gradients. */
    public final void step() {
        for (var group : groups) {
            try (var scope = TensorScope.open();
                    var off = Autograd.noGrad()) {
                var rows = new ArrayList<TouchedRows>();
                updateAll(steps(group, rows));
                rows.forEach(TouchedRows::writeBack);
                group.parameters().forEach(Tensor::clearGrad);
            }
        }
    }

    /** Frees the gradients without a step. */
    public final void clearGradients() {
        parameters().forEach(Tensor::clearGrad);
    }

    /** The parameters of all groups. */
    public final List<Tensor> parameters() {
        return groups.stream().flatMap(group -> group.parameters().stream()).toList();
    }

    /** Sets the learning rate of the next steps. */
    public final void learningRate(double rate) {
        learningRate = rate;
    }

    /** The learning rate of the next step, before a group's factor. */
    public final double learningRate() {
        return learningRate;
    }

    /**
     * The state of all parameters that have made a step, as {@code conv.weight.exp_avg}, with the number of steps as
     * {@code conv.weight.step}. The tensors are the optimizer's own, the numbers of the current scope.
     *
     * @param names of the parameters: {@code net.namedParameters()}
     */
    public final Map<String, Tensor> stateDict(Map<String, Tensor> names) {
        return new OptimizerState(this, "optimizer", names).state().tensors();
    }

    /**
     * Takes over a state.
     *
     * @param names of the parameters: {@code net.namedParameters()}
     * @throws VireoException if it is another optimizer's, or of other parameters; then nothing changes
     */
    public final void loadStateDict(Map<String, Tensor> names, Map<String, Tensor> state) {
        stateful("optimizer", names).prepare(State.ofTensors(state)).run();
    }

    /**
     * The optimizer's state as a checkpoint saves it.
     *
     * @param name in checkpoints
     * @param names of the parameters: {@code net.namedParameters()}
     */
    public final Stateful stateful(String name, Map<String, Tensor> names) {
        return new OptimizerState(this, name, names);
    }

    /** Frees the optimizer's state. */
    @Override
    public final void close() {
        states.values().forEach(ParameterState::close);
        states.clear();
    }

    /** The state by parameter, of those that have made a step. */
    final Map<Tensor, ParameterState> states() {
        return states;
    }

    /** Replaces all state. */
    final void states(Map<Tensor, ParameterState> others) {
        close();
        states.putAll(others);
    }

    /** The steps of the parameters that have a gradient; those by rows are noted, to be written back. */
    private List<ParameterStep> steps(ParameterGroup group, List<TouchedRows> rows) {
        var steps = new ArrayList<ParameterStep>();
        for (var parameter : group.parameters()) {
            requireOpen(parameter);
            var byRows = stepsRows() ? parameter.rowGrad() : Optional.<RowGradient>empty();
            if (byRows.isPresent()) {
                var gradient = byRows.get();
                var touched = TouchedRows.gather(gradient.indices(), step(group, parameter, gradient.sums()));
                rows.add(touched);
                steps.add(touched.gathered());
            } else {
                parameter.grad().ifPresent(gradient -> steps.add(step(group, parameter, gradient)));
            }
        }
        return steps;
    }

    private ParameterStep step(ParameterGroup group, Tensor parameter, Tensor gradient) {
        var state = states.computeIfAbsent(parameter, any -> ParameterState.zero(parameter, state(parameter.spec())));
        return new ParameterStep(
                parameter,
                gradient.to(accumulator(gradient.spec()).dtype()),
                state.tensors(),
                state.nextStep(),
                learningRate * group.learningRateFactor(),
                settings.weightDecay() * group.weightDecayFactor());
    }

    private static void requireOpen(Tensor parameter) {
        if (parameter.isClosed()) {
            throw new VireoException("optimizer: the parameter " + parameter.spec()
                    + " is closed; where its layer was moved by to(...), make the optimizer after that");
        }
    }
}
