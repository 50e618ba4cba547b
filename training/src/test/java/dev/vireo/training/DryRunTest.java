package dev.vireo.training;

import static dev.vireo.nn.convolution.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.formats.safetensors.Safetensors;
import dev.vireo.nn.Flatten;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.normalization.BatchNorm2d;
import dev.vireo.nn.regularization.Dropout;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.listener.FlopCounter;
import dev.vireo.tensor.listener.ListenerScope;
import dev.vireo.training.callback.Callback;
import dev.vireo.training.callback.ConsoleProgress;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.checkpoint.TrainingState;
import dev.vireo.training.data.LabelledDataset;
import dev.vireo.training.data.Samples;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.optimizer.Optimizer;
import dev.vireo.training.optimizer.ParameterGroup;
import dev.vireo.training.optimizer.SGD;
import dev.vireo.training.precision.Precision;
import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.StepReport;
import dev.vireo.training.report.Timing;
import dev.vireo.training.schedule.Schedule;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs whole trainings on meta: errors in shapes, types and devices are found without computing anything. */
final class DryRunTest {
    @TempDir
    private Path folder;

    private static Stream<Arguments> settings() {
        return Stream.of(Precision.values())
                .flatMap(precision -> Stream.of(
                                AdamW.of(1e-3), SGD.of(0.1), SGD.of(0.1).nesterovMomentum(0.9))
                        .map(optimizer -> Arguments.of(precision, optimizer)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aWholeRunPasses(Precision precision, Optimizer.Settings optimizer) {
        try (var net = onMeta(net(10))) {
            var rates = new ArrayList<Double>();
            var result = trainer(net)
                    .optimizer(optimizer)
                    .precision(precision)
                    .parameterGroups(ParameterGroup::decayingMatricesOnly)
                    .schedule(Schedule.cosine().warmup(2))
                    .clipNorm(1)
                    .accumulate(2)
                    .metrics(
                            Metric.accuracy(),
                            Metric.f1(),
                            Metric.topK(3),
                            Metric.mean("validation loss", Loss.crossEntropy()::call))
                    .callbacks(rates(rates))
                    .fit(images(20).shuffled(1).batches(6), images(8).batches(4), Epochs.of(2));

            assertThat(result.steps()).isEqualTo(4);
            assertThat(result.history()).hasSize(2).allSatisfy(epoch -> {
                assertThat(epoch.loss()).isNaN();
                assertThat(epoch.metrics()).containsOnlyKeys("accuracy", "f1", "top3", "validation loss");
                assertThat(epoch.metrics().values())
                        .allSatisfy(value -> assertThat(value).isNaN());
            });
            double rate = optimizer.learningRate();
            assertThat(rates).containsExactly(rate / 2, rate, rate, rate / 2);
            assertThat(net.stateDict().values())
                    .allMatch(value -> value.device().isMeta());
        }
    }

    @Test
    void aHeadThatDoesNotFitTheTargetsIsReported() {
        try (var net = onMeta(new Sequential(new Flatten(), new Linear(63, 10)))) {
            assertThatThrownBy(() -> trainer(net).fit(images(4).batches(4), Epochs.of(1)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContainingAll("linear", "63", "64");
        }
    }

    @Test
    void countsTheMemoryAndOperationsThatTheRunWouldNeed() {
        try (var net = onMeta(net(10))) {
            trainer(net).fit(images(8).batches(4), Epochs.of(1)); // fills the cache of scalars
            var meta = Memory.of(Device.META);
            var flops = new FlopCounter();
            long before = meta.bytes();
            long parameters = net.parameters().stream()
                    .mapToLong(each -> each.spec().bytes())
                    .sum();
            meta.resetPeak();
            try (var listening = ListenerScope.open(flops)) {
                trainer(net).fit(images(8).batches(4), Epochs.of(1));
            }
            assertThat(meta.bytes()).isEqualTo(before);
            assertThat(meta.peakBytes()).isGreaterThan(before + 3 * parameters); // gradients and Adam's two moments
            long convolution = 2L * 8 * (4 * 6 * 6) * (3 * 3); // forward, of 8 images
            assertThat(flops.byOperation().get("conv")).isGreaterThanOrEqualTo(convolution);
            assertThat(flops.total()).isGreaterThan(3 * convolution);
        }
    }

    @Test
    void progressShowsThatThereAreNoValues() {
        var out = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try (var net = onMeta(net(10))) {
            Trainer.of(net, Loss.crossEntropy())
                    .progress(new ConsoleProgress())
                    .fit(images(4).batches(4), Epochs.of(1));
        } finally {
            System.setOut(before);
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("dry run on meta")
                .contains("have no values");
    }

    @Test
    void savingOnMetaIsRefusedAndLeavesNoFile() {
        try (var net = onMeta(net(10));
                var scope = TensorScope.open()) {
            assertThatThrownBy(
                            () -> trainer(net).checkpoints(folder).fit(images(4).batches(4), Epochs.of(1)))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContainingAll("on meta", "no values to save", "checkpoints(...)");
            assertThatThrownBy(() -> Safetensors.write(folder.resolve("net"), net.stateDict()))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContainingAll("cannot write", "'0.weight' is on meta and has no values");
            var state = new TrainingState(0, 1, List.of(epoch()));
            assertThatThrownBy(
                            () -> new Checkpoints(folder).save("run", state, List.of(new NetworkState("model", net))))
                    .hasMessageContaining("'0.weight' is on meta");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aNetworkOnMetaGetsItsValuesFromACheckpoint() {
        try (var trained = net(10);
                var net = onMeta(net(10))) {
            trainer(trained).checkpoints(folder).fit(images(8).batches(4), Epochs.of(1));
            var checkpoint = new Checkpoints(folder).latest().orElseThrow();

            assertThatThrownBy(() -> checkpoint.load(net)).hasMessageContainingAll("on meta", "toEmpty(device)");
            net.toEmpty(Device.CPU);
            checkpoint.load(net);

            try (var scope = TensorScope.open()) {
                var x = Tensor.ones(2, 1, 8, 8);
                assertThat(net.eval().call(x).toFloatArray())
                        .containsExactly(trained.eval().call(x).toFloatArray());
            }
        }
    }

    private static Trainer trainer(Layer net) {
        return Trainer.of(net, Loss.crossEntropy()).quiet();
    }

    private static Layer onMeta(Layer net) {
        return net.to(Device.META, DType.FLOAT32);
    }

    private static Layer net(int classes) {
        return new Sequential(
                new Conv2d(1, 4, kernel(3)),
                new BatchNorm2d(4),
                new ReLU(),
                new Dropout(0.1),
                new Flatten(),
                new Linear(4 * 36, classes));
    }

    private static LabelledDataset images(int count) {
        return new LabelledDataset(new Samples(new float[count * 64], Shape.of(1, 8, 8)), new int[count]);
    }

    private static EpochReport epoch() {
        return new EpochReport(1, 1, Map.of("loss", 0.5), Map.of(), 1e-3, new Timing(4, 1));
    }

    private static Callback rates(List<Double> seen) {
        return new Callback() {
            @Override
            public void onStep(StepReport report) {
                seen.add(report.learningRate());
            }
        };
    }
}
