import dev.vireo.nn.*;
import dev.vireo.nn.activation.*;
import dev.vireo.nn.normalization.*;
import dev.vireo.nn.regularization.*;
import dev.vireo.tensor.*;
import dev.vireo.training.*;
import dev.vireo.training.checkpoint.*;
import dev.vireo.training.data.*;
import dev.vireo.training.metric.*;
import dev.vireo.training.optimizer.*;
import dev.vireo.training.precision.*;
import dev.vireo.training.schedule.*;
import java.nio.file.*;

/**
 * Writes the checkpoint beside this file: two epochs in the format without a version (format 1). It was run with commit
 * f48dc15, the last one that writes this format: {@code ./vireo run WriteCheckpoint.java}.
 */
class WriteCheckpoint {
    public static void main(String[] arguments) {
        Generator.seeded(9).use();
        var net = new Sequential(
                new Linear(2, 4), new BatchNorm1d(4), new ReLU(), new Dropout(0.1), new Linear(4, 2));
        Trainer.of(net, Loss.crossEntropy())
                .optimizer(AdamW.of(1e-2))
                .schedule(Schedule.cosine().warmup(3))
                .precision(Precision.FP16)
                .metrics(Metric.accuracy())
                .checkpoints(new Checkpoints(Path.of(".")).keepLargest("accuracy"))
                .fit(points(60, 1).shuffled(4).batches(20), points(50, 2).batches(50), Epochs.of(2));
    }

    private static LabelledDataset points(int count, long seed) {
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
}
