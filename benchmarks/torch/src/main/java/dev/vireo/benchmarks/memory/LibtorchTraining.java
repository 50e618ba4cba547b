package dev.vireo.benchmarks.memory;

import dev.vireo.benchmarks.libtorch.FusedAdam;
import dev.vireo.benchmarks.workload.Cnn;
import dev.vireo.tensor.Engines;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains by libtorch's autograd. Each result is closed as soon as the next one exists; libtorch keeps the tensors that
 * backward needs.
 */
final class LibtorchTraining implements MemoryContender.Training {
    private static final long[] ONE = {1, 1};
    private static final long[] ZERO = {0, 0};
    private static final long[] TWO = {2, 2};

    private final Tensor images;
    private final Tensor labels;
    private final Tensor[] parameters;
    private final TensorOptional[] biases;
    private final FusedAdam optimizer;

    LibtorchTraining() {
        Engines.current(); // configures the process as Vireo does: allocator, threads, JavaCPP's checks
        images = torch.ones(MemoryContender.BATCH, 1, Cnn.SIDE, Cnn.SIDE);
        labels = Tensor.create(new long[MemoryContender.BATCH]);
        parameters = Cnn.parameters().stream()
                .map(each -> Tensor.create(each.values(), each.shape()).set_requires_grad(true))
                .toArray(Tensor[]::new);
        biases = new TensorOptional[] {new TensorOptional(parameters[1]), new TensorOptional(parameters[3])};
        optimizer = new FusedAdam(parameters);
    }

    @Override
    public double step() {
        try (var loss = loss()) {
            loss.backward();
            optimizer.step();
            return loss.item_double();
        }
    }

    private Tensor loss() {
        var x = then(convolve(images, 0, biases[0]), Tensor::relu);
        x = then(x, each -> torch.max_pool2d(each, TWO));
        x = then(x, each -> convolve(each, 2, biases[1]));
        x = then(x, Tensor::relu);
        x = then(x, each -> torch.max_pool2d(each, TWO));
        x = then(x, each -> each.flatten(1, -1));
        x = then(x, each -> torch.linear(each, parameters[4], parameters[5]));
        return then(x, each -> torch.cross_entropy(each, labels));
    }

    private Tensor convolve(Tensor x, int weight, TensorOptional bias) {
        return torch.convolution(x, parameters[weight], bias, ONE, ONE, ONE, false, ZERO, 1);
    }

    private static Tensor then(Tensor x, UnaryOperator<Tensor> function) {
        try (x) {
            return function.apply(x);
        }
    }
}
