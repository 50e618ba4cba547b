import static dev.vireo.nn.convolution.ConvOptions.kernel;
import static dev.vireo.nn.loss.Losses.crossEntropy;

import dev.vireo.models.data.Datasets;
import dev.vireo.nn.*;
import dev.vireo.nn.convolution.*;
import dev.vireo.tensor.*;
import dev.vireo.training.*;
import dev.vireo.training.metric.*;
import dev.vireo.training.optimizer.*;

/** A network and a training loop in one's own hands: {@code ./vireo run examples/OwnLoop.java}. */
class OwnLoop {
    static final class Cnn extends Layer {
        private final Conv2d conv = child("conv", new Conv2d(1, 32, kernel(3).padding(1)));
        private final Linear head = child("head", new Linear(32 * 4 * 4, 10));

        /** Images [N, 1, 8, 8] to logits [N, 10]. */
        @Override public Tensor forward(Tensor x) {
            return head.call(conv.call(x).relu().maxPool2d(2).flatten(1));
        }
    }

    public static void main(String[] arguments) {
        Generator.seeded(42).use();
        var digits = Datasets.digits();
        try (var net = new Cnn();
                var optimizer = AdamW.of(3e-3).over(net.parameters());
                var loader = digits.train().shuffled(42).batches(64)) {
            for (int epoch = 1; epoch <= 8; epoch++) {
                for (var batch : loader) {
                    try (var step = TensorScope.open()) {
                        crossEntropy(net.call(batch.input()), batch.target()).backward();
                        optimizer.step();
                    }
                }
            }
            double accuracy = Evaluation.of(net, digits.test().batches(256), Metric.accuracy());
            System.out.printf("accuracy %.3f%n", accuracy);
        }
    }
}
