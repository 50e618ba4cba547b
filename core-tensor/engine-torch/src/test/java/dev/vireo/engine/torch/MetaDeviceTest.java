package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.op.Convolution.Conv;
import dev.vireo.tensor.op.LossOp.CrossEntropy;
import dev.vireo.tensor.op.LossOp.Reduce;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs networks on meta. libtorch itself has no meta kernels for many of their operations. */
final class MetaDeviceTest {
    @SuppressWarnings("NullAway.Init")
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void aNetworkAndItsGradientsHaveShapes() {
        var weight = zeros(8, 3, 3, 3).requiresGrad(true);
        var scale = zeros(8).requiresGrad(true);
        var head = zeros(10, 8).requiresGrad(true);

        var x = zeros(4, 3, 16, 16).conv(new Conv(Dims.of(1, 1), Dims.of(1, 1), Dims.of(1, 1), 1), weight);
        x = x.batchNorm(1e-5, scale, zeros(8)).output();
        x = x.relu().maxPool2d(2).adaptiveAvgPool(1, 1).flatten(1).dropout(0.5).matmul(head.transpose(0, 1));
        assertThat(x.shape()).isEqualTo(Shape.of(4, 10));

        var target = zeros(4).to(DType.INT64);
        x.loss(new CrossEntropy(Reduce.MEAN, -100, 0.1), target).backward();
        for (var parameter : Arrays.asList(weight, scale, head)) {
            var gradient = parameter.grad().orElseThrow();
            assertThat(gradient.shape()).isEqualTo(parameter.shape());
            assertThat(gradient.device()).isEqualTo(Device.META);
        }
    }

    @Test
    void attentionHasAShape() {
        var query = zeros(2, 4, 5, 8).requiresGrad(true);
        var y = query.attention(zeros(2, 4, 6, 8), zeros(2, 4, 6, 3), false);
        assertThat(y.shape()).isEqualTo(Shape.of(2, 4, 5, 3));
        y.sum().backward();
        assertThat(query.grad().orElseThrow().shape()).isEqualTo(query.shape());
    }

    @Test
    void readingValuesIsRefused() {
        assertThatThrownBy(() -> zeros(2).to(Device.CPU)).hasMessageContaining("meta");
    }

    private static Tensor zeros(long... sizes) {
        return Tensor.zeros(sizes).to(Device.META);
    }
}
