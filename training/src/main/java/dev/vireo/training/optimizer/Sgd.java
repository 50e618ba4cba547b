package dev.vireo.training.optimizer;

import dev.vireo.tensor.Autograd;
import dev.vireo.tensor.Dispatch;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.op.Update.FusedSgd;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Stochastic gradient descent with momentum, all parameters in one call; as {@code torch.optim.SGD}. */
public final class Sgd implements Optimizer {
    private final List<Tensor> parameters;
    private final double momentum;
    private final double weightDecay;
    private final Map<Tensor, Tensor> buffers = new IdentityHashMap<>();
    private double rate;

    public Sgd(List<Tensor> parameters, double learningRate, double momentum, double weightDecay) {
        this.parameters = List.copyOf(parameters);
        this.rate = learningRate;
        this.momentum = momentum;
        this.weightDecay = weightDecay;
    }

    @Override
    public void step() {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var moved =
                    parameters.stream().filter(each -> each.grad().isPresent()).toList();
            if (moved.isEmpty()) {
                return;
            }
            var inputs = new ArrayList<>(moved);
            if (momentum != 0) {
                moved.forEach(each -> inputs.add(buffers.computeIfAbsent(
                        each, any -> Tensor.zeros(any.spec()).own())));
            }
            moved.forEach(each -> inputs.add(each.grad().orElseThrow()));
            var update = new FusedSgd(moved.size(), rate, momentum, 0, weightDecay, false, false);
            Dispatch.run(update, inputs.toArray(Tensor[]::new));
            moved.forEach(Tensor::clearGrad);
        }
    }

    @Override
    public void learningRate(double newRate) {
        rate = newRate;
    }

    @Override
    public double learningRate() {
        return rate;
    }

    @Override
    public void close() {
        buffers.values().forEach(Tensor::close);
        buffers.clear();
    }
}
