package dev.vireo.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.nn.normalization.BatchNorm1d;
import dev.vireo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Training leaves the frozen part of a network unchanged. */
final class FreezeTest extends InScope {
    private static Sequential net() {
        return new Sequential(new Sequential(new Linear(3, 4), new BatchNorm1d(4)), new Linear(4, 2));
    }

    @Test
    void frozenRunningStatisticsDoNotDrift() {
        try (var net = net()) {
            var backbone = net.block("0");
            var before = backbone.stateDict().get("1.running_mean").toFloatArray();
            backbone.freeze();
            net.train();
            for (int i = 0; i < 3; i++) {
                net.call(Tensor.of(new float[] {1, 2, 3, -1, 0, 1}, 2, 3)).sum().backward();
            }
            assertThat(net.isTraining()).isTrue();
            assertThat(backbone.isTraining()).isFalse();
            assertThat(backbone.stateDict().get("1.running_mean").toFloatArray())
                    .containsExactly(before);
            assertThat(backbone.stateDict().get("1.num_batches_tracked").item()).isZero();
            assertThat(net.parameters()).hasSize(2);
        }
    }

    @Test
    void unfreezingRestoresTheModeThatWasRequestedLast() {
        try (var net = net()) {
            var backbone = net.block("0");
            backbone.freeze().unfreeze();
            assertThat(backbone.isTraining()).isTrue();
            backbone.freeze();
            net.eval();
            backbone.unfreeze();
            assertThat(backbone.isTraining()).isFalse();
            backbone.freeze();
            net.train();
            backbone.unfreeze();
            assertThat(net.block("0.1").isTraining()).isTrue();
            assertThat(net.parameters()).hasSize(6);
        }
    }

    @Test
    void freezingOnlyParametersDoesNotChangeTheMode() {
        try (var net = net()) {
            net.block("0").freezeParameters();
            net.call(Tensor.of(new float[] {1, 2, 3, -1, 0, 1}, 2, 3));
            assertThat(net.stateDict().get("0.1.num_batches_tracked").item()).isEqualTo(1);
            assertThat(net.parameters()).hasSize(2);
        }
    }

    @Test
    void temporaryEvaluationKeepsFrozenBlocksFrozen() {
        try (var net = net()) {
            net.block("0").freeze();
            assertThat(net.<Boolean>inEvalMode(net::isTraining)).isFalse();
            assertThat(net.isTraining()).isTrue();
            assertThat(net.block("0").isTraining()).isFalse();
            net.unfreeze();
            assertThat(net.block("0").isTraining()).isTrue();
        }
    }
}
