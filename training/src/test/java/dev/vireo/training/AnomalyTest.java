package dev.vireo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.engine.tck.device.RecordingEngine;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.normalization.BatchNorm1d;
import dev.vireo.nn.regularization.Dropout;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.data.LabelledDataset;
import dev.vireo.training.data.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which cause a run reports for a loss that is NaN or infinite. */
final class AnomalyTest {
    @TempDir
    private Path folder;

    /** A layer without parameters. */
    private static final class Function extends Layer {
        private final UnaryOperator<Tensor> function;

        Function(UnaryOperator<Tensor> function) {
            this.function = function;
        }

        @Override
        public Tensor forward(Tensor x) {
            return function.apply(x);
        }
    }

    /** A layer that computes the logarithm of negative numbers. */
    private static Layer broken() {
        return new Sequential(new Linear(2, 2), new Function(x -> x.square().neg()), new Function(Tensor::log));
    }

    private static Trainer trainer(Layer net) {
        return Trainer.of(net, Loss.crossEntropy()).quiet();
    }

    private static void assertEnds(Trainer trainer, String... parts) {
        assertThatThrownBy(() -> trainer.fit(Rings.draw(50, 1).batches(10), Epochs.of(3)))
                .isInstanceOf(NonFiniteLossException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void theOperationAndItsLayer() {
        try (var net = broken()) {
            var before = weights(net);
            long leaks = Memory.leaks();
            assertEnds(
                    trainer(net),
                    "the loss is NaN in epoch 1, batch 1 (step 1); the first non-finite value is the result of log (in"
                            + " Sequential.2)",
                    "allowNonFinite()");
            assertThat(weights(net)).as("no update is made").isEqualTo(before);
            assertThat(Memory.leaks()).isEqualTo(leaks);
        }
    }

    @Test
    void theBatchOfAStepOfSeveral() {
        try (var net = new Linear(2, 2)) {
            var calls = new ArrayList<Tensor>();
            Loss loss = (output, target) -> {
                calls.add(output);
                return Loss.crossEntropy().call(output, target).mul(calls.size() < 8 ? 1 : Double.NaN);
            };
            assertEnds(
                    Trainer.of(net, loss).accumulate(2).quiet(),
                    "in epoch 2, batch 3 (step 5)",
                    "the first non-finite value is an input of mul");
        }
    }

    @Test
    void theTensorOfTheBatch() {
        var values = new float[20];
        values[7] = Float.NaN;
        var data = new LabelledDataset(new Samples(values, Shape.of(2)), new int[10]);
        try (var net = new Linear(2, 2)) {
            assertThatThrownBy(() -> trainer(net).fit(data.batches(5), Epochs.of(1)))
                    .isInstanceOf(NonFiniteLossException.class)
                    .hasMessageContaining("the loss is NaN in epoch 1, batch 1 (step 1); the batch's tensor 'input'"
                            + " contains NaN");
        }
    }

    @Test
    void theParameter() {
        try (var net = new Sequential(new Linear(2, 2), new Linear(2, 2))) {
            try (var scope = TensorScope.open();
                    var off = Autograd.noGrad()) {
                net.namedParameters().get("1.bias").assignScale(0).assignAdd(Tensor.of(1f / 0f), 1);
            }
            assertEnds(trainer(net), "the parameter '1.bias' contains infinity");
        }
    }

    @Test
    void anObjectiveThatDependsOnSomethingElse() {
        try (var net = new Linear(2, 2)) {
            var calls = new ArrayList<Tensor>();
            Loss once = (output, target) -> {
                calls.add(output);
                return Loss.crossEntropy().call(output, target).mul(calls.size() == 2 ? Double.NaN : 1);
            };
            assertEnds(
                    Trainer.of(net, once).quiet(),
                    "batch 2 (step 2); the same batch gives a finite loss when it is run again");
        }
    }

    @Test
    void theSearchDrawsTheSameNumbersAndChangesNothing() {
        var states = new ArrayList<Long>();
        var buffers = new ArrayList<List<float[]>>();
        var outputs = new ArrayList<float[]>();
        try (var net = new Sequential(new Linear(2, 4), new BatchNorm1d(4), new Dropout(0.5))) {
            Objective objective = batch -> {
                var output = net.call(batch.input());
                outputs.add(output.toFloatArray());
                states.add(Generator.current().state());
                buffers.add(buffers(net));
                return WeightedLoss.ofMean(output.sum().mul(Double.NaN), batch.size());
            };
            assertEnds(Trainer.of(net).phase(Phase.of(net, objective)).quiet(), "an input of mul");
            assertThat(outputs).hasSize(2);
            assertThat(outputs.get(1)).containsExactly(outputs.get(0));
            assertThat(Generator.current().state()).isEqualTo(states.get(0));
            assertThat(buffers(net)).usingRecursiveComparison().isEqualTo(buffers.get(0));
            assertThat(buffers.get(1))
                    .as("the second run")
                    .usingRecursiveComparison()
                    .isNotEqualTo(buffers.get(0));
        }
    }

    @Test
    void aRunThatIsResumedAfterwardsEndsInTheSameBits() {
        var whole = folder.resolve("whole");
        var parts = folder.resolve("parts");
        dropoutRun(whole, Integer.MAX_VALUE);
        assertThatThrownBy(() -> dropoutRun(parts, 8)).hasMessageContaining("an input of mul (in Sequential.2)");
        dropoutRun(parts, Integer.MAX_VALUE);
        assertThat(parts.resolve("epoch-3/model.safetensors"))
                .hasSameBinaryContentAs(whole.resolve("epoch-3/model.safetensors"));
    }

    private static void dropoutRun(Path folder, int badFrom) {
        Generator.seeded(4).use();
        var calls = new int[1];
        var scale = new Function(x -> x.mul(++calls[0] < badFrom ? 1 : Double.NaN));
        try (var net = new Sequential(new Linear(2, 2), new Dropout(0.5), scale)) {
            trainer(net)
                    .checkpoints(new Checkpoints(folder).everySteps(2))
                    .resume()
                    .fit(Rings.draw(50, 1).shuffled(2).batches(10), Epochs.of(3));
        }
    }

    /** The square root is finite at 0, but its derivative is not. */
    @Test
    void theOperationWhoseGradientIsNotFinite() {
        try (var net =
                new Sequential(new Linear(2, 2), new Function(x -> x.mul(0).sqrt()))) {
            var before = weights(net);
            assertEnds(
                    trainer(net).detectAnomalies(),
                    "a gradient of the loss is NaN or infinite in epoch 1, batch 1 (step 1); the first non-finite value"
                            + " is the gradient of sqrt (in Sequential.1)");
            assertThat(weights(net)).isEqualTo(before);
        }
    }

    @Test
    void onADeviceTheParameterAndThenTheOperation() {
        var gpu = Device.cuda(0);
        Engines.with(new RecordingEngine(), () -> {
            try (var net = broken().to(gpu, DType.FLOAT32)) {
                assertEnds(
                        trainer(net),
                        "the loss is NaN in epoch 1, batch ",
                        "; the parameter '0.weight' contains NaN",
                        "resume() with detectAnomalies()");
            }
            try (var net = broken().to(gpu, DType.FLOAT32)) {
                assertEnds(trainer(net).detectAnomalies(), "(step 1); the first non-finite value is the result of log");
                return net;
            }
        });
    }

    @Test
    void aRunWithoutAnomaliesIsTheSame() {
        var plain = trained(trainer -> trainer);
        assertThat(trained(Trainer::detectAnomalies)).isEqualTo(plain);
    }

    private static String trained(UnaryOperator<Trainer> settings) {
        Generator.seeded(3).use();
        try (var net = Rings.network()) {
            settings.apply(trainer(net)).fit(Rings.draw(50, 1).batches(10), Epochs.of(1));
            return weights(net);
        }
    }

    private static String weights(Layer net) {
        return net.parameters().stream()
                .map(each -> Arrays.toString(each.toFloatArray()))
                .toList()
                .toString();
    }

    private static List<float[]> buffers(Layer net) {
        return net.stateDict().entrySet().stream()
                .filter(each -> each.getKey().contains("running"))
                .map(each -> each.getValue().toFloatArray())
                .toList();
    }
}
