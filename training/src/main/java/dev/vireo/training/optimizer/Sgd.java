package dev.vireo.training.optimizer;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.op.Update.FusedSgd;
import java.util.List;

/** Stochastic gradient descent with momentum; as {@code torch.optim.SGD}. */
public final class Sgd extends Optimizer {
    private final double momentum;
    private final double weightDecay;

    public Sgd(List<Tensor> parameters, double learningRate, double momentum, double weightDecay) {
        super(parameters, learningRate);
        this.momentum = momentum;
        this.weightDecay = weightDecay;
    }

    /** The velocity, where there is momentum. */
    @Override
    int stateSize() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    Update next(int count) {
        return new FusedSgd(count, learningRate(), momentum, 0, weightDecay, false, false);
    }
}
