import static dev.vireo.nn.convolution.ConvOptions.kernel;

import dev.vireo.formats.onnx.Onnx;
import dev.vireo.models.data.Datasets;
import dev.vireo.nn.*;
import dev.vireo.nn.activation.*;
import dev.vireo.nn.convolution.*;
import dev.vireo.nn.normalization.*;
import dev.vireo.nn.pooling.*;
import dev.vireo.tensor.*;
import dev.vireo.training.*;
import dev.vireo.training.metric.*;
import dev.vireo.training.optimizer.*;
import dev.vireo.training.precision.*;
import dev.vireo.training.schedule.*;
import java.nio.file.Path;

/** Trains a network on 8 x 8 images of digits and exports it: {@code ./vireo run examples/TrainDigits.java}. */
class TrainDigits {
    public static void main(String[] arguments) {
        Generator.seeded(42).use();
        var digits = Datasets.digits(); // images [N, 1, 8, 8] in ten classes
        var net = new Sequential(
                new Conv2d(1, 32, kernel(3).padding(1)), new BatchNorm2d(32), new ReLU(),
                new MaxPool2d(2), new Flatten(), new Linear(32 * 4 * 4, 10));

        var result = Trainer.of(net, Loss.crossEntropy())
                .optimizer(AdamW.of(3e-3).weightDecay(1e-2))
                .schedule(Schedule.cosine().warmup(20))
                .precision(Precision.BF16)
                .metrics(Metric.accuracy(), Metric.f1())
                .checkpoints(Path.of("run/train-digits"))
                .fit(digits.train().shuffled(42).batches(64), digits.test().batches(256), Epochs.of(8));

        System.out.printf("accuracy %.3f after %d steps%n", result.last().metric("accuracy"), result.steps());
        try (var scope = TensorScope.open()) {
            Onnx.export(net, digits.sample(), Path.of("run/digits.onnx"));
        }
    }
}
