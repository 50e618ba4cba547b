package dev.vireo.training.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The scaler follows the rule of {@code torch.amp.GradScaler} with its defaults. */
final class LossScalerTest {
    private final LossScaler scaler = LossScaler.dynamic();

    @Test
    void scalesTheLossAndUnscalesTheGradients() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(3f).requiresGrad(true);
            var loss = x.square().sum();
            assertThat(scaler.scale(loss).item()).isEqualTo(9.0 * 65536);
            scaler.scale(loss).backward();
            assertThat(x.grad().orElseThrow().item()).isEqualTo(6.0 * 65536);
            assertThat(scaler.unscale(List.of(x))).isTrue();
            assertThat(x.grad().orElseThrow().item()).isEqualTo(6);
        }
    }

    @Test
    void halvesTheScaleIfAGradientIsNotFinite() {
        for (float wrong : new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN}) {
            var fresh = LossScaler.dynamic();
            assertThat(step(fresh, wrong)).isFalse();
            assertThat(fresh.state()).isEqualTo(new LossScaler.State(32768, 0));
        }
    }

    @Test
    void doublesTheScaleAfterTwoThousandFiniteStepsInARow() {
        scaler.resume(new LossScaler.State(1024, 1998));
        assertThat(step(scaler, 1)).isTrue();
        assertThat(scaler.state()).isEqualTo(new LossScaler.State(1024, 1999));
        assertThat(step(scaler, 1)).isTrue();
        assertThat(scaler.state()).isEqualTo(new LossScaler.State(2048, 0));
    }

    @Test
    void restartsTheCountAfterASkippedStep() {
        scaler.resume(new LossScaler.State(1024, 1999));
        step(scaler, Float.NaN);
        step(scaler, 1);
        assertThat(scaler.state()).isEqualTo(new LossScaler.State(512, 1));
    }

    @Test
    void theScaleStaysFinite() {
        scaler.resume(new LossScaler.State(0x1p127, 1999));
        scaler.unscale(List.of());
        assertThat(scaler.state().scale()).isEqualTo(0x1p127);
    }

    @Test
    void noneChangesNothing() {
        try (var scope = TensorScope.open()) {
            var loss = Tensor.of(2f);
            assertThat(LossScaler.none().scale(loss)).isSameAs(loss);
            assertThat(step(LossScaler.none(), Float.NaN)).isTrue();
        }
    }

    /** A gradient of 2^-20 * 2^-10 is smaller than float16's smallest number, 2^-24. Scaled by 2^16 it is not. */
    @Test
    void scalingPreservesSmallFloat16Gradients() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(1f).requiresGrad(true);
            var loss = x.to(DType.FLOAT16)
                    .mul(0x1p-10)
                    .to(DType.FLOAT32)
                    .mul(0x1p-20)
                    .sum();
            scaler.scale(loss).backward();
            scaler.unscale(List.of(x));
            assertThat(x.grad().orElseThrow().item()).isCloseTo(0x1p-30, within(1e-15));
        }
    }

    private static boolean step(LossScaler scaler, float factor) {
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(1f, 2f).requiresGrad(true);
            x.mul(Tensor.of(1f, factor)).sum().backward();
            return scaler.unscale(List.of(x));
        }
    }
}
