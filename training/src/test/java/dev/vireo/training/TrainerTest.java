package dev.vireo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.callback.Callback;
import dev.vireo.training.callback.EarlyStopping;
import dev.vireo.training.data.LabelledDataset;
import dev.vireo.training.data.PairedDataset;
import dev.vireo.training.data.Samples;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.optimizer.ParameterGroup;
import dev.vireo.training.optimizer.SGD;
import dev.vireo.training.precision.Precision;
import dev.vireo.training.report.StepReport;
import dev.vireo.training.schedule.Schedule;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TrainerTest {
    private static final LabelledDataset RINGS = Rings.draw(400, 1);
    private static final LabelledDataset TEST = Rings.draw(200, 2);

    @ParameterizedTest
    @EnumSource(Precision.class)
    void learnsInEveryPrecision(Precision precision) {
        Generator.seeded(1).use();
        try (var net = Rings.network()) {
            var result = Trainer.of(net, Loss.crossEntropy())
                    .optimizer(AdamW.of(1e-2).weightDecay(1e-2))
                    .schedule(Schedule.cosine().warmup(5))
                    .precision(precision)
                    .metrics(Metric.accuracy(), Metric.f1())
                    .quiet()
                    .fit(RINGS.shuffled(1).batches(32), TEST.batches(64), Epochs.of(15));
            assertThat(result.history()).hasSize(15);
            assertThat(result.steps()).isEqualTo(15 * 13);
            assertThat(result.last().metric("accuracy")).isGreaterThan(0.95);
            assertThat(result.last().metric("f1")).isGreaterThan(0.95);
            assertThat(result.last().loss()).isLessThan(result.history().get(0).loss() / 3);
        }
    }

    @Test
    void solvesARegressionWithACustomLoss() {
        var inputs = new float[64];
        var targets = new float[64];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = i / 32f - 1;
            targets[i] = 3 * inputs[i] - 2;
        }
        var line = new PairedDataset(new Samples(inputs, Shape.of(1)), new Samples(targets, Shape.of(1)));
        Generator.seeded(1).use();
        try (var net = new Linear(1, 1)) {
            var result = Trainer.of(
                            net, (output, target) -> output.sub(target).square().mean())
                    .optimizer(SGD.of(0.1).momentum(0.9))
                    .metrics(Metric.mse(), Metric.mae())
                    .quiet()
                    .fit(line.shuffled(1).batches(16), line.batches(64), Epochs.of(40));
            assertThat(net.namedParameters().get("weight").item()).isCloseTo(3, within(1e-3));
            assertThat(net.namedParameters().get("bias").item()).isCloseTo(-2, within(1e-3));
            assertThat(result.last().metric("mse")).isLessThan(1e-5);
            assertThat(result.last().metric("mae")).isLessThan(1e-2);
        }
    }

    /**
     * With batches of one size and a mean loss, accumulating over four quarters gives the same step as the whole batch.
     */
    @Test
    void accumulatedGradientsGiveTheStepOfOneLargeBatch() {
        var whole = weightsAfter(32, 1);
        var quarters = weightsAfter(8, 4);
        assertThat(quarters).hasSameSizeAs(whole);
        for (int i = 0; i < whole.length; i++) {
            assertThat(quarters[i]).isCloseTo(whole[i], within(1e-6f));
        }
    }

    @Test
    void countsTheLastStepOfAnEpochWithFewerBatches() {
        var reports = new ArrayList<StepReport>();
        try (var net = Rings.network()) {
            var result = Trainer.of(net, Loss.crossEntropy())
                    .accumulate(4)
                    .callbacks(new Callback() {
                        @Override
                        public void onStep(StepReport report) {
                            reports.add(report);
                        }
                    })
                    .quiet()
                    .fit(RINGS.first(100).batches(10), Epochs.of(2)); // 10 batches: steps of 4, 4 and 2
            assertThat(result.steps()).isEqualTo(6);
            assertThat(reports).extracting(StepReport::batch).containsExactly(4, 8, 10, 4, 8, 10);
            assertThat(reports).extracting(StepReport::samples).containsExactly(40L, 40L, 20L, 40L, 40L, 20L);
            assertThat(reports).extracting(StepReport::step).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        }
    }

    @Test
    void followsTheSchedule() {
        var rates = new ArrayList<Double>();
        try (var net = Rings.network()) {
            Trainer.of(net, Loss.crossEntropy())
                    .optimizer(SGD.of(0.1))
                    .schedule(Schedule.linear())
                    .callbacks(new Callback() {
                        @Override
                        public void onStep(StepReport report) {
                            rates.add(report.learningRate());
                        }
                    })
                    .quiet()
                    .fit(RINGS.first(20).batches(10), Epochs.of(2));
        }
        assertThat(rates).containsExactly(0.1, 0.1 * 0.75, 0.1 * 0.5, 0.1 * 0.25);
    }

    @Test
    void stopsEarlyWhenTheMetricDoesNotGrow() {
        try (var net = Rings.network()) {
            var result = Trainer.of(net, Loss.crossEntropy())
                    .optimizer(SGD.of(0)) // the rate is 0
                    .metrics(Metric.accuracy())
                    .callbacks(EarlyStopping.whenNotLarger("accuracy", 2))
                    .quiet()
                    .fit(RINGS.batches(100), TEST.batches(100), Epochs.of(10));
            assertThat(result.history()).hasSize(3);
            assertThat(result.stoppedEarly()).isTrue();
            assertThat(result.largest("accuracy").epoch()).isEqualTo(1);
        }
    }

    @Test
    void clipsGradientsByTheirGlobalNorm() {
        Generator.seeded(1).use();
        try (var net = new Linear(2, 2);
                var scope = TensorScope.open()) {
            var before = net.namedParameters().get("weight").copy();
            Trainer.of(net, (output, target) -> output.mul(1000).sum())
                    .optimizer(SGD.of(1))
                    .clipNorm(0.5)
                    .quiet()
                    .fit(RINGS.first(8).batches(8), Epochs.of(1));
            var moved = net.namedParameters()
                    .get("weight")
                    .detach()
                    .sub(before)
                    .norm(2)
                    .item();
            assertThat(moved).isGreaterThan(0.01).isLessThanOrEqualTo(0.5);
        }
    }

    @Test
    void decaysOnlyMatricesIfRequested() {
        Generator.seeded(1).use();
        try (var net = new Linear(2, 2);
                var scope = TensorScope.open()) {
            var weight = net.namedParameters().get("weight").toFloatArray();
            var bias = net.namedParameters().get("bias").toFloatArray();
            Trainer.of(net, (output, target) -> output.sum().mul(0)) // only weight decay changes the parameters
                    .optimizer(AdamW.of(0.1).weightDecay(0.5))
                    .parameterGroups(ParameterGroup::decayingMatricesOnly)
                    .quiet()
                    .fit(RINGS.first(8).batches(8), Epochs.of(1));
            assertThat(net.namedParameters().get("bias").toFloatArray()).containsExactly(bias);
            assertThat(net.namedParameters().get("weight").toFloatArray()[0])
                    .isCloseTo(weight[0] * 0.95f, within(1e-6f));
        }
    }

    @Test
    void leaksNothingEvenWhenACallbackThrows() {
        Generator.seeded(1).use();
        try (var net = Rings.network()) {
            var trainer = Trainer.of(net, Loss.crossEntropy())
                    .metrics(Metric.accuracy())
                    .quiet();
            trainer.fit(RINGS.shuffled(1).batches(32), TEST.batches(64), Epochs.of(1)); // caches scalars, which stay
            long tensors = Memory.of(Device.CPU).tensors();
            long leaks = Memory.leaks();
            trainer.fit(RINGS.shuffled(1).batches(32), TEST.batches(64), Epochs.of(2));
            trainer.callbacks(new Callback() {
                @Override
                public void onStep(StepReport report) {
                    if (report.batch() == 3) {
                        throw new IllegalStateException("enough");
                    }
                }
            });
            assertThatThrownBy(() -> trainer.fit(RINGS.shuffled(1).batches(32), Epochs.of(1)))
                    .hasMessage("enough");
            assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(tensors);
            assertThat(Memory.leaks()).isEqualTo(leaks);
        }
    }

    @Test
    void gradientsFromBeforeTheRunAreDiscarded() {
        Generator.seeded(1).use();
        try (var net = new Linear(2, 2);
                var scope = TensorScope.open()) {
            var before = net.namedParameters().get("weight").toFloatArray();
            net.call(Tensor.ones(1, 2)).sum().backward();
            Trainer.of(net, (output, target) -> output.sum().mul(0))
                    .optimizer(SGD.of(1))
                    .quiet()
                    .fit(RINGS.first(8).batches(8), Epochs.of(1));
            assertThat(net.namedParameters().get("weight").toFloatArray()).containsExactly(before);
        }
    }

    @Test
    void reportsMissingSamplesAndMetrics() {
        try (var net = Rings.network()) {
            var trainer = Trainer.of(net, Loss.crossEntropy()).quiet();
            assertThatThrownBy(() -> trainer.fit(RINGS.first(0).batches(1), Epochs.of(1)))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContaining("no samples");
            var result = trainer.fit(RINGS.first(10).batches(10), Epochs.of(1));
            assertThatThrownBy(() -> result.last().metric("accuracy"))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContaining("accuracy");
            assertThatThrownBy(() -> Epochs.of(0)).hasMessageContaining("0");
        }
    }

    @Test
    void aHandWrittenLoopTrainsLikeTheTrainer() {
        Generator.seeded(3).use();
        try (var net = Rings.network();
                var optimizer = AdamW.of(1e-2).over(net.parameters());
                var loader = RINGS.shuffled(7).batches(32)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                for (var batch : loader) {
                    try (var step = TensorScope.open()) {
                        var loss = Loss.crossEntropy().call(net.call(batch.input()), batch.target());
                        loss.backward();
                        optimizer.step();
                    }
                }
            }
            var byHand = flat(net);
            Generator.seeded(3).use();
            try (var same = Rings.network()) {
                Trainer.of(same, Loss.crossEntropy())
                        .optimizer(AdamW.of(1e-2))
                        .quiet()
                        .fit(RINGS.shuffled(7).batches(32), Epochs.of(3));
                assertThat(flat(same)).containsExactly(byHand);
            }
        }
    }

    private static float[] weightsAfter(int batch, int accumulated) {
        Generator.seeded(1).use();
        try (var net = new Sequential(new Linear(2, 8), new ReLU(), new Linear(8, 2))) {
            Trainer.of(net, Loss.crossEntropy())
                    .optimizer(SGD.of(0.5).momentum(0.9))
                    .accumulate(accumulated)
                    .quiet()
                    .fit(RINGS.first(64).batches(batch), Epochs.of(2));
            return flat(net);
        }
    }

    private static float[] flat(Layer net) {
        var values = new ArrayList<Float>();
        net.stateDict().values().forEach(tensor -> {
            for (float value : tensor.toFloatArray()) {
                values.add(value);
            }
        });
        var array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }
}
