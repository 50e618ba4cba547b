package dev.vireo.export.onnx;

import static dev.vireo.nn.convolution.Kernel.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.nn.Flatten;
import dev.vireo.nn.Initializers;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.normalization.BatchNorm2d;
import dev.vireo.nn.pooling.MaxPool2d;
import dev.vireo.nn.regularization.Dropout;
import dev.vireo.tensor.Autograd;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnnxTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aCnnGivesTheSameInOnnxRuntimeAtAnotherBatchSize() {
        Generator.seeded(1).use();
        try (var net = new Sequential(
                        new Conv2d(1, 8, kernel(3).padding(1).stride(2)),
                        new BatchNorm2d(8),
                        new ReLU(),
                        new MaxPool2d(2),
                        new Flatten(),
                        new Dropout(0.5),
                        new Linear(8 * 4 * 4, 10));
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var file = folder.resolve("cnn.onnx");
            Onnx.export(net, Initializers.normal(Shape.of(2, 1, 16, 16), 1), file);
            assertThat(net.isTraining()).isTrue();
            net.eval();
            var x = Initializers.normal(Shape.of(5, 1, 16, 16), 1);
            try (var model = OnnxModel.open(file)) {
                var difference = model.run(x).sub(net.call(x)).abs().amax();
                assertThat(difference.item()).isLessThan(1e-5);
            }
        }
    }

    @Test
    void writesNothingWhereAnOperationHasNoTranslation() {
        try (var net = new Layer() {
                    @Override
                    public Tensor forward(Tensor x) {
                        return x.cumSum(1);
                    }
                };
                var scope = TensorScope.open()) {
            var file = folder.resolve("none.onnx");
            assertThatThrownBy(() -> Onnx.export(net, Tensor.ones(2, 3), file))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContaining("no translation for cumSum");
            assertThat(file).doesNotExist();
        }
    }
}
