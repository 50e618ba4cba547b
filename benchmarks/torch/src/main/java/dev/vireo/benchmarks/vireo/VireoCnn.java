package dev.vireo.benchmarks.vireo;

import static dev.vireo.nn.convolution.ConvOptions.kernel;

import dev.vireo.benchmarks.workload.Cnn;
import dev.vireo.nn.Flatten;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.pooling.MaxPool2d;

/** The network of {@link Cnn}, built from Vireo's layers. */
public final class VireoCnn {
    private VireoCnn() {}

    /** Returns a network from images {@code [N, 1, 28, 28]} to logits {@code [N, 10]}. */
    public static Sequential network() {
        return new Sequential(
                new Conv2d(1, 32, kernel(3).padding(1)),
                new ReLU(),
                new MaxPool2d(2),
                new Conv2d(32, 64, kernel(3).padding(1)),
                new ReLU(),
                new MaxPool2d(2),
                new Flatten(),
                new Linear(Cnn.FEATURES, Cnn.CLASSES));
    }
}
