package dev.vireo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.training.data.Batch;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.precision.Precision;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Uses networks, data and optimizers on libtorch and on the reference engine in one process. */
class TwoEnginesTest {
    private final Engine torch = Engines.named("torch");
    private final Engine reference = Engines.named("reference");

    @Test
    void aNetworkThatIsMovedComputesTheSame() {
        try (var net = network();
                var scope = TensorScope.open()) {
            net.eval();
            var x = Tensor.of(new float[] {1, 2, -3, 4}, 2, 2);
            var expected = net.call(x).toDoubleArray();
            net.to(reference);
            assertThat(net.stateDict().values())
                    .allSatisfy(each -> assertThat(each.engine()).isSameAs(reference));
            assertThat(net.parameters()).hasSize(6).allMatch(Tensor::requiresGrad);
            assertThat(net.call(x.to(reference)).toDoubleArray()).containsExactly(expected, within(1e-5));
            var weight = net.stateDict().get("0.weight");
            assertThat(net.to(reference).stateDict().get("0.weight")).isSameAs(weight);
        }
    }

    @Test
    void aNetworkOnMetaStaysOnMeta() {
        try (var net = new Linear(2, 3)) {
            net.to(Device.META, DType.FLOAT32);
            assertThatThrownBy(() -> net.to(reference))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageStartingWith("to(reference): the tensor float32 [3, 2] on meta has no values to move");
            assertThat(net.stateDict().values())
                    .allSatisfy(each -> assertThat(each.engine()).isSameAs(torch));
        }
    }

    @Test
    void aStateIsLoadedFromAnotherEngine() {
        try (var here = network();
                var there = Engines.with(reference, TwoEnginesTest::network)) {
            here.loadStateDict(there.stateDict());
            assertThat(here.stateDict().get("0.weight").engine()).isSameAs(torch);
            assertThat(here.stateDict().get("0.weight").toFloatArray())
                    .isEqualTo(there.stateDict().get("0.weight").toFloatArray());
        }
    }

    @Test
    void anOptimizerMadeBeforeTheMoveIsRefused() {
        try (var net = new Linear(2, 2);
                var optimizer = AdamW.of(0.1).over(net.parameters())) {
            net.to(reference);
            assertThatThrownBy(optimizer::step)
                    .isInstanceOf(VireoException.class)
                    .hasMessage("optimizer: the parameter float32 [2, 2] on cpu is closed; where its layer was moved by"
                            + " to(...), make the optimizer after that");
        }
    }

    @Test
    void anOptimizersStateIsLoadedFromAnotherEngine() {
        try (var net = new Linear(2, 2);
                var before = AdamW.of(0.1).over(net.parameters());
                var scope = TensorScope.open()) {
            net.call(Tensor.ones(1, 2)).sum().backward();
            before.step();
            var state = before.stateDict(net.namedParameters());
            net.to(reference);
            try (var after = AdamW.of(0.1).over(net.parameters())) {
                after.loadStateDict(net.namedParameters(), state);
                net.call(Tensor.ones(1, 2).to(reference)).sum().backward();
                after.step();
                assertThat(after.stateDict(net.namedParameters())
                                .get("weight.exp_avg")
                                .engine())
                        .isSameAs(reference);
            }
        }
    }

    /**
     * Batch norm, dropout, metrics and the loss scaler create tensors. They must use the network's engine, although no
     * engine is named.
     */
    @Test
    void aTrainerUsesTheEngineOfTheNetwork() {
        for (var precision : Precision.values()) {
            long leaks = Memory.leaks();
            try (var net = network()) {
                net.to(reference);
                var result = fit(net, precision);
                assertThat(result.history().get(1).loss()).isFinite();
                assertThat(net.parameters()).allMatch(each -> each.engine() == reference);
            }
            assertThat(Memory.leaks()).isEqualTo(leaks);
        }
        assertThat(Engines.current()).isSameAs(torch);
    }

    @Test
    void twoThreadsTrainOnDifferentEnginesAtTheSameTime() {
        var there = CompletableFuture.supplyAsync(() -> Engines.with(reference, TwoEnginesTest::losses));
        var here = losses();
        assertThat(there.join().get(0)).isEqualTo(here.get(0), within(1e-3));
        assertThat(there.join().get(1)).isEqualTo(here.get(1), within(1e-3));
    }

    @Test
    void aLoaderReturnsBatchesOnTheEngineOfTheCallingThread() {
        try (var loader = Rings.draw(20, 1).batches(4)) {
            var engines = new HashSet<Engine>();
            for (Batch batch : loader) {
                engines.add(batch.input().engine());
                engines.add(batch.target().engine());
            }
            assertThat(engines).containsExactly(torch);
            engines.clear();
            Engines.with(reference, () -> {
                for (Batch batch : loader) {
                    engines.add(batch.input().engine());
                    engines.add(batch.target().engine());
                }
                return engines;
            });
            assertThat(engines).containsExactly(reference);
        }
    }

    private static Layer network() {
        Generator.seeded(3).use();
        return Rings.network();
    }

    /** Trains a network without dropout, since random numbers differ between engines. */
    private static List<Double> losses() {
        Generator.seeded(3).use();
        try (var net = new Sequential(new Linear(2, 8), new Linear(8, 2))) {
            return fit(net, Precision.FP32).history().stream()
                    .map(epoch -> epoch.loss())
                    .toList();
        }
    }

    private static TrainingResult fit(Layer net, Precision precision) {
        try (var train = Rings.draw(64, 1).shuffled(2).batches(16);
                var test = Rings.draw(16, 2).batches(16)) {
            return Trainer.of(net, Loss.crossEntropy())
                    .optimizer(AdamW.of(1e-2))
                    .precision(precision)
                    .clipNorm(1)
                    .metrics(Metric.accuracy(), Metric.f1())
                    .quiet()
                    .fit(train, test, Epochs.of(2));
        }
    }
}
