package dev.vireo.benchmarks.memory;

import static dev.vireo.nn.convolution.Kernel.kernel;

import dev.vireo.benchmarks.workload.Cnn;
import dev.vireo.nn.Flatten;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.loss.Losses;
import dev.vireo.nn.pooling.MaxPool2d;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.optimizer.AdamW;

/** As a user of Vireo writes it. */
final class VireoTraining implements Contestant.Training {
    private final Tensor images =
            Tensor.ones(Contestant.BATCH, 1, Cnn.SIDE, Cnn.SIDE).own();
    private final Tensor labels = Tensor.of(new long[Contestant.BATCH]).own();
    private final Sequential net = new Sequential(
            new Conv2d(1, 32, kernel(3).padding(1)),
            new ReLU(),
            new MaxPool2d(2),
            new Conv2d(32, 64, kernel(3).padding(1)),
            new ReLU(),
            new MaxPool2d(2),
            new Flatten(),
            new Linear(Cnn.FEATURES, Cnn.CLASSES));
    private final AdamW optimizer = AdamW.of(Cnn.LEARNING_RATE).weightDecay(0).over(net.parameters());

    @Override
    public double step() {
        try (var scope = TensorScope.open()) {
            var loss = Losses.crossEntropy(net.call(images), labels);
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }
}
