package dev.vireo.training.optimizer;

import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.op.Update;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Moves parameters by their gradients, a group in one call; owns a state for each parameter, made when it is first
 * moved.
 */
public abstract class Optimizer implements AutoCloseable {
    private final List<ParameterGroup> groups;
    private final Map<Tensor, ParameterState> states = new IdentityHashMap<>();
    private double learningRate;

    /** Settings of an optimizer, before the parameters are known: a value. */
    public interface Settings {
        double learningRate();

        /** An optimizer of groups with settings of their own. */
        Optimizer over(ParameterGroup... groups);

        /** An optimizer of these parameters. */
        default Optimizer over(List<Tensor> parameters) {
            return over(ParameterGroup.of(parameters));
        }
    }

    Optimizer(double learningRate, ParameterGroup... groups) {
        this.groups = List.of(groups);
        this.learningRate = learningRate;
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

    /** The names of the tensors, zero at first, that each parameter has as its state; as in PyTorch. */
    abstract List<String> stateNames();

    /**
     * The operation of a step; its inputs are the parameters, their states by kind, and the gradients.
     *
     * @param step of these parameters, from 1
     */
    abstract Update update(ParameterGroup group, int count, long step);

    /** One step for all parameters that have a gradient; then the gradients are freed. */
    public final void step() {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            for (var group : groups) {
                byStep(group).forEach((step, moved) -> move(group, moved, step));
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

    /** The learning rate of the steps to come. */
    public final void learningRate(double rate) {
        learningRate = rate;
    }

    public final double learningRate() {
        return learningRate;
    }

    /**
     * The state of all parameters that were moved, as {@code conv.weight.exp_avg}, with the number of their steps as
     * {@code conv.weight.step}. The tensors are the optimizer's own, the numbers of the current scope.
     *
     * @param names of the parameters: {@code net.namedParameters()}
     */
    public final Map<String, Tensor> stateDict(Map<String, Tensor> names) {
        return StateNames.write(names, states, stateNames());
    }

    /**
     * Takes over a state.
     *
     * @throws VireoException if it is another optimizer's, or of other parameters; then nothing changes
     */
    public final void loadStateDict(Map<String, Tensor> names, Map<String, Tensor> state) {
        var loaded = StateNames.read(names, state, stateNames());
        close();
        states.putAll(loaded);
    }

    /** Frees the optimizer's state. */
    @Override
    public final void close() {
        states.values().forEach(ParameterState::close);
        states.clear();
    }

    /** The parameters to move, by the number of the step that this is for them: one group, unless some had no gradient before. */
    private Map<Long, List<Tensor>> byStep(ParameterGroup group) {
        var moved = new TreeMap<Long, List<Tensor>>();
        for (var parameter : group.parameters()) {
            if (parameter.isClosed()) {
                throw new VireoException("optimizer: the parameter " + parameter.spec()
                        + " is closed; where its layer was moved by to(...), make the optimizer after that");
            }
            if (parameter.grad().isPresent()) {
                long step = state(parameter).nextStep();
                moved.computeIfAbsent(step, any -> new ArrayList<>()).add(parameter);
            }
        }
        return moved;
    }

    private void move(ParameterGroup group, List<Tensor> moved, long step) {
        var inputs = new ArrayList<>(moved);
        for (int i = 0; i < stateNames().size(); i++) {
            for (var parameter : moved) {
                inputs.add(state(parameter).tensors().get(i));
            }
        }
        moved.forEach(each -> inputs.add(each.grad().orElseThrow()));
        Engines.run(update(group, moved.size(), step), inputs.toArray(Tensor[]::new));
        moved.forEach(Tensor::clearGrad);
    }

    private ParameterState state(Tensor parameter) {
        return states.computeIfAbsent(
                parameter, any -> ParameterState.zero(parameter, stateNames().size()));
    }
}
