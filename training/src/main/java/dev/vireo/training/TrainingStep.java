package dev.vireo.training;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Autocast;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.data.Batch;
import dev.vireo.training.optimizer.GradientNorm;
import dev.vireo.training.optimizer.Optimizer;
import dev.vireo.training.precision.LossScaler;
import dev.vireo.training.precision.Precision;
import java.util.OptionalDouble;

/** Forward, backward, and the optimizer's step, in mixed precision. */
final class TrainingStep {
    private final Layer net;
    private final Loss loss;
    private final Optimizer optimizer;
    private final Precision precision;
    private final OptionalDouble largestNorm;
    private final LossScaler scaler;
    private final Device device;
    private final double learningRate;

    TrainingStep(Layer net, Loss loss, Optimizer optimizer, Precision precision, OptionalDouble largestNorm) {
        this.net = net;
        this.loss = loss;
        this.optimizer = optimizer;
        this.precision = precision;
        this.largestNorm = largestNorm;
        this.scaler = precision.scaler();
        this.device = Devices.of(net);
        this.learningRate = optimizer.learningRate();
    }

    Optimizer optimizer() {
        return optimizer;
    }

    LossScaler scaler() {
        return scaler;
    }

    Device device() {
        return device;
    }

    /** The learning rate of the next step, as a factor of the optimizer's own. */
    void learningRateFactor(double factor) {
        optimizer.learningRate(learningRate * factor);
    }

    /**
     * Adds the gradients of a batch, which is on the network's device.
     *
     * @param share of the batch in the step
     * @return the mean loss; not a number on meta
     */
    double accumulate(Batch batch, double share) {
        try (var scope = TensorScope.open()) {
            var mean = forward(batch);
            var scaled = scaler.scale(mean);
            (share == 1 ? scaled : scaled.mul(share)).backward();
            return mean.itemOrNaN();
        }
    }

    /** Moves the parameters, or drops the gradients where float16 could not hold them. */
    void update() {
        if (!scaler.unscale(optimizer.parameters())) {
            optimizer.clearGradients();
            return;
        }
        largestNorm.ifPresent(largest -> GradientNorm.clip(optimizer.parameters(), largest));
        optimizer.step();
    }

    /** Autocast ends before backward, which computes in the types that forward chose. */
    private Tensor forward(Batch batch) {
        try (var cast = Autocast.open(precision.lower())) {
            return loss.call(net.call(batch.input()), batch.target());
        }
    }
}
