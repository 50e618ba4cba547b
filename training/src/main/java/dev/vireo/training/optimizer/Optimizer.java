package dev.vireo.training.optimizer;

import dev.vireo.tensor.Autograd;
import dev.vireo.tensor.Dispatch;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.op.Update;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Moves parameters by their gradients, all in one call; owns a state for each parameter, made when it is first moved. */
public abstract class Optimizer implements AutoCloseable {
    private final List<Tensor> parameters;
    private final Map<Tensor, List<Tensor>> states = new IdentityHashMap<>();
    private double learningRate;

    Optimizer(List<Tensor> parameters, double learningRate) {
        this.parameters = List.copyOf(parameters);
        this.learningRate = learningRate;
    }

    /** How many tensors, zero at first, each parameter has as its state. */
    abstract int stateSize();

    /** The operation of the next step; its inputs are the parameters, their states by kind, and the gradients. */
    abstract Update next(int count);

    /** One step for all parameters that have a gradient; then the gradients are freed. */
    public final void step() {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var moved =
                    parameters.stream().filter(each -> each.grad().isPresent()).toList();
            if (moved.isEmpty()) {
                return;
            }
            var inputs = new ArrayList<>(moved);
            for (int i = 0; i < stateSize(); i++) {
                for (var parameter : moved) {
                    inputs.add(states.computeIfAbsent(parameter, this::zeros).get(i));
                }
            }
            moved.forEach(each -> inputs.add(each.grad().orElseThrow()));
            Dispatch.run(next(moved.size()), inputs.toArray(Tensor[]::new));
            moved.forEach(Tensor::clearGrad);
        }
    }

    /** The learning rate of the steps to come. */
    public final void learningRate(double rate) {
        learningRate = rate;
    }

    public final double learningRate() {
        return learningRate;
    }

    /** Frees the optimizer's state. */
    @Override
    public final void close() {
        states.values().forEach(state -> state.forEach(Tensor::close));
        states.clear();
    }

    private List<Tensor> zeros(Tensor parameter) {
        var state = new ArrayList<Tensor>();
        for (int i = 0; i < stateSize(); i++) {
            state.add(Tensor.zeros(parameter.spec()).own());
        }
        return state;
    }
}
