package dev.vireo.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.engine.tck.device.RecordingEngine;
import dev.vireo.nn.Embedding;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.training.precision.LossScaler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the norm, clipping, loss scaling and optimizer steps with row gradients. */
final class RowGradientsTest {
    private static final int ROWS = 10;
    private static final int WIDTH = 3;

    static List<Optimizer.Settings> all() {
        return List.of(
                SGD.of(0.1),
                SGD.of(0.1).momentum(0.9).weightDecay(0.1),
                SGD.of(0.1).nesterovMomentum(0.9),
                AdamW.of(0.1),
                AdamW.of(0.1).weightDecay(0));
    }

    /** If every step touches all rows, lazy updates equal dense updates. */
    @ParameterizedTest
    @MethodSource("all")
    void aStepThatTouchesAllRowsIsTheDenseStep(Optimizer.Settings settings) {
        try (var scope = TensorScope.open()) {
            var x = table();
            var y = table();
            try (var byRows = settings.over(List.of(x));
                    var dense = settings.over(List.of(y))) {
                for (int step = 1; step <= 4; step++) {
                    var index = Tensor.of(new long[] {9, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 0});
                    var weights = Tensor.arange(step, 1, spec(12 * WIDTH)).reshape(12, WIDTH);
                    x.sparseEmbedding(index, -1).mul(weights).sum().backward();
                    y.embedding(index, -1).mul(weights).sum().backward();
                    assertThat(x.rowGrad()).isPresent();
                    byRows.step();
                    dense.step();
                    assertThat(x.rowGrad()).isEmpty();
                    assertThat(x.toFloatArray()).containsExactly(y.toFloatArray(), within(1e-5f));
                }
                assertThat(byRows.stateDict(Map.of("w", x)).keySet())
                        .isEqualTo(dense.stateDict(Map.of("w", y)).keySet());
            }
        }
    }

    /** As {@code torch.optim.SparseAdam} documents: moments of rows that are not touched do not change. */
    @Test
    void rowsThatAreNotTouchedKeepTheirValuesAndMoments() {
        try (var scope = TensorScope.open()) {
            var x = table();
            var before = x.toFloatArray();
            try (var adam = AdamW.of(0.1).weightDecay(0.5).over(List.of(x))) {
                for (int step = 0; step < 3; step++) {
                    x.sparseEmbedding(Tensor.of(step == 1 ? 4L : 2L), -1).sum().backward();
                    adam.step();
                }
                var after = x.toFloatArray();
                for (int row = 0; row < ROWS; row++) {
                    boolean touched = row == 2 || row == 4;
                    assertThat(after[row * WIDTH] != before[row * WIDTH]).isEqualTo(touched);
                }
                // row 4: first touched in the second step, with gradient 1
                double m = 0.1 / (1 - 0.81);
                double v = 0.001 / (1 - 0.999 * 0.999);
                double expected = before[4 * WIDTH] * (1 - 0.05) - 0.1 * m / (Math.sqrt(v) + 1e-8);
                assertThat(after[4 * WIDTH]).isCloseTo((float) expected, within(1e-5f));
                var moment = adam.stateDict(Map.of("w", x)).get("w.exp_avg").toFloatArray();
                assertThat(moment[2 * WIDTH]).isCloseTo(0.19f, within(1e-6f));
                assertThat(moment[0]).isZero();
            }
        }
    }

    @Test
    void theNormAndClippingCoalesceRows() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.zeros(ROWS, 1).requiresGrad(true);
            x.sparseEmbedding(Tensor.of(3L, 5L, 3L), -1)
                    .mul(Tensor.of(new float[] {1, 4, 2}, 3, 1))
                    .sum()
                    .backward();
            assertThat(GradientNorm.of(List.of(x))).isCloseTo(5, within(1e-5)); // rows 3 and 4; not 1, 4 and 2
            GradientNorm.clip(List.of(x), 1);
            assertThat(x.rowGrad().orElseThrow().values().toFloatArray())
                    .containsExactly(new float[] {0.6f, 0.8f}, within(1e-5f));
            assertThat(GradientNorm.of(List.of(x))).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void theScalerDividesAndChecksRows() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.ones(ROWS, 1).requiresGrad(true);
            var scaler = LossScaler.dynamic();
            scaler.scale(x.sparseEmbedding(Tensor.of(3L, 3L), -1).sum()).backward();
            assertThat(scaler.unscale(List.of(x))).isTrue();
            assertThat(x.rowGrad().orElseThrow().values().item()).isEqualTo(2);
            x.clearGrad();
            scaler.scale(x.sparseEmbedding(Tensor.of(3L, 1L), -1).div(0).sum()).backward();
            assertThat(scaler.unscale(List.of(x))).isFalse();
        }
    }

    /** An optimizer that does not step rows gets the dense gradient. */
    @Test
    void halfParametersHaveFloat32MomentsOfTouchedRows() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.full(new TensorSpec(Shape.of(4, 1), DType.FLOAT16, Device.CPU), 1)
                    .requiresGrad(true);
            try (var adam = AdamW.of(0.1).weightDecay(0).over(List.of(x))) {
                for (int step = 0; step < 3; step++) {
                    x.sparseEmbedding(Tensor.of(1L), -1).mul(1e-4).sum().backward();
                    adam.step();
                }
                assertThat(x.toFloatArray()).containsExactly(new float[] {1, 0.7f, 1, 1}, within(1e-3f));
            }
        }
    }

    @Test
    void anEmbeddingOfAMillionRowsStepsWithoutADenseGradient() {
        try (var scope = TensorScope.open();
                var net = new Embedding(1_000_000, 8).sparse()) {
            try (var adam = AdamW.of(0.1).over(net.parameters())) {
                step(net, adam);
                long before = Memory.of(Device.CPU).bytes();
                Memory.of(Device.CPU).resetPeak();
                step(net, adam);
                assertThat(Memory.of(Device.CPU).peakBytes() - before).isLessThan(100_000); // the table has 32 MB
            }
        }
    }

    /**
     * On a device, coalescing keeps the number of rows, so that it need not be read; the unused rows repeat the last
     * index. The values equal the CPU's up to rounding, which differs between full and partly filled SIMD vectors in
     * libtorch.
     */
    @ParameterizedTest
    @MethodSource("all")
    void onADeviceTheNumberOfDistinctRowsIsNotRead(Optimizer.Settings settings) {
        var engine = new RecordingEngine();
        var there = Engines.with(engine, () -> trained(settings, Device.cuda(0), 4));
        assertThat(there).containsExactly(trained(settings, Device.CPU, 2), within(2e-6f));
        assertThat(engine.violations()).isEmpty();
    }

    private static float[] trained(Optimizer.Settings settings, Device device, int expectedRows) {
        try (var scope = TensorScope.open()) {
            var x = table().detach().to(device).requiresGrad(true);
            try (var optimizer = settings.over(List.of(x))) {
                for (int step = 0; step < 3; step++) {
                    var index = Tensor.of(7L, 2L, 7L, 7L).to(device);
                    var weights = Tensor.of(new float[] {1, 2, 4, 8}, 4, 1).to(device);
                    x.sparseEmbedding(index, -1).mul(weights).sum().backward();
                    assertThat(x.rowGrad().orElseThrow().indices().shape().size(0))
                            .isEqualTo(expectedRows);
                    GradientNorm.clip(List.of(x), 10);
                    optimizer.step();
                }
            }
            return x.toFloatArray();
        }
    }

    private static void step(Embedding net, Optimizer optimizer) {
        try (var scope = TensorScope.open()) {
            net.call(Tensor.of(5L, 999_999L, 5L)).square().sum().backward();
            GradientNorm.clip(optimizer.parameters(), 1);
            optimizer.step();
        }
    }

    @Test
    void worksOnMeta() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.zeros(spec(30).with(Device.META))
                    .reshape(ROWS, WIDTH)
                    .detach()
                    .requiresGrad(true);
            try (var adam = AdamW.of(0.1).over(List.of(x))) {
                x.sparseEmbedding(Tensor.of(1L, 2L).to(Device.META), 1).sum().backward();
                assertThat(GradientNorm.of(List.of(x))).isNaN();
                GradientNorm.clip(List.of(x), 1);
                assertThat(x.rowGrad()).isPresent();
                adam.step();
            }
        }
    }

    private static Tensor table() {
        try (var off = Autograd.noGrad()) {
            return Tensor.arange(1, 0.5, spec(ROWS * WIDTH))
                    .reshape(ROWS, WIDTH)
                    .copy()
                    .requiresGrad(true);
        }
    }

    private static TensorSpec spec(long count) {
        return new TensorSpec(Shape.of(count), DType.FLOAT32, Device.CPU);
    }
}
