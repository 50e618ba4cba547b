package dev.vireo.benchmarks.memory;

import dev.vireo.benchmarks.vireo.VireoCnn;
import dev.vireo.benchmarks.workload.Cnn;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.loss.Losses;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.optimizer.AdamW;

/** Trains with Vireo, as a user would write it. */
final class VireoTraining implements MemoryContender.Training {
    private final Tensor images =
            Tensor.ones(MemoryContender.BATCH, 1, Cnn.SIDE, Cnn.SIDE).own();
    private final Tensor labels = Tensor.of(new long[MemoryContender.BATCH]).own();
    private final Sequential net = VireoCnn.network();
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
