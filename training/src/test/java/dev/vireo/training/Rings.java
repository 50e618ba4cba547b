package dev.vireo.training;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.normalization.BatchNorm1d;
import dev.vireo.nn.regularization.Dropout;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Shape;
import dev.vireo.training.data.LabelledDataset;
import dev.vireo.training.data.Samples;

/** Samples of two classes in the plane: points on a ring and points inside it. They are not linearly separable. */
final class Rings {
    private Rings() {}

    static LabelledDataset draw(int count, long seed) {
        var generator = Generator.seeded(seed);
        var points = new float[2 * count];
        var labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            double radius = labels[i] + 0.5 + 0.2 * (generator.nextDouble() - 0.5);
            double angle = 2 * Math.PI * generator.nextDouble();
            points[2 * i] = (float) (radius * Math.cos(angle));
            points[2 * i + 1] = (float) (radius * Math.sin(angle));
        }
        return new LabelledDataset(new Samples(points, Shape.of(2)), labels);
    }

    /** A network whose training has all kinds of state: running statistics, and dropout's random numbers. */
    static Layer network() {
        return new Sequential(new Linear(2, 32), new BatchNorm1d(32), new ReLU(), new Dropout(0.1), new Linear(32, 2));
    }
}
