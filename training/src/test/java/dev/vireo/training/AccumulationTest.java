package dev.vireo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.nn.Embedding;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.Dataset;
import dev.vireo.training.optimizer.SGD;
import dev.vireo.training.precision.Precision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients accumulated over several batches give the step of one large batch. */
final class AccumulationTest {
    private static final int LENGTH = 4;

    /** Batches of 2, 2 and 1 give the step of one batch of 5. */
    @Test
    void aShortLastBatchCountsByItsSamples() {
        var whole = points(5, 1, Precision.FP32);
        var parts = points(2, 3, Precision.FP32);
        assertThat(parts).containsExactly(whole, within(1e-6f));
    }

    /** By hand: w = 0, x = 1 to 5, targets 2x, the gradient of the mean of (w x - 2 x)^2 is -4 mean(x^2) = -44. */
    @Test
    void theStepIsTheOneComputedByHand() {
        var x = new float[] {1, 2, 3, 4, 5};
        try (var net = new Linear(1, 1, false);
                var scope = TensorScope.open()) {
            net.parameters().get(0).detach().assign(Tensor.zeros(1, 1));
            var data = rows(5, places -> {
                var input = new float[places.length];
                var target = new float[places.length];
                for (int i = 0; i < places.length; i++) {
                    input[i] = x[places[i]];
                    target[i] = 2 * x[places[i]];
                }
                return new Batch(Tensor.of(input, places.length, 1), Tensor.of(target, places.length, 1));
            });
            Trainer.of(net, Loss.mse())
                    .optimizer(SGD.of(0.01))
                    .accumulate(3)
                    .quiet()
                    .fit(data.batches(2), Epochs.of(1));
            assertThat(net.parameters().get(0).item()).isCloseTo(0.44, within(1e-6));
        }
    }

    /** Samples have 0 to 3 targets that are not ignored, so batches differ in weight, and one batch has weight 0. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    void ignoredTokensDoNotCount(int batchSize) {
        int batches = (8 + batchSize - 1) / batchSize;
        var whole = tokens(8, 1);
        assertThat(tokens(batchSize, batches).weights()).containsExactly(whole.weights(), within(1e-6f));
        assertThat(tokens(batchSize, batches).loss()).isCloseTo(whole.loss(), within(1e-6));
    }

    @Test
    void aBatchWhoseTargetsAreAllIgnoredGivesNoNaN() {
        var alone = tokens(1, 1); // steps of one sample each; samples 0 and 4 have no target
        assertThat(alone.loss()).isFinite();
        assertThat(alone.weights()).doesNotContain(Float.NaN);
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, names = "FP32", mode = EnumSource.Mode.EXCLUDE)
    void lowerPrecisionAgreesUpToRounding(Precision precision) {
        assertThat(points(2, 3, precision)).containsExactly(points(5, 1, precision), within(2e-2f));
    }

    /** The sum of 70,000 losses of 1 is larger than the largest float16 value, 65,504. */
    @Test
    void aSumOfFloat16LossesDoesNotOverflow() {
        try (var scope = TensorScope.open()) {
            var mean = Tensor.ones(1).to(DType.FLOAT16).sum();
            var loss = WeightedLoss.ofMean(mean, 70_000);
            assertThat(loss.sum().dtype()).isEqualTo(DType.FLOAT32);
            assertThat(loss.sum().item()).isEqualTo(70_000);
            assertThat(loss.mean().item()).isCloseTo(1, within(1e-6));
        }
    }

    /** Simulates two ranks with the weights 3 and 5. {@link WeightAllReduce} adds the other rank's weight. */
    @Test
    void ranksDivideByTheTotalWeight() {
        var alone = step(weight -> weight);
        var ofTwo = step(weight -> weight.add(5));
        assertThat(ofTwo / alone).isCloseTo(3 / 8.0, within(1e-6));
    }

    private static double step(WeightAllReduce ranks) {
        try (var net = new Linear(1, 1, false);
                var scope = TensorScope.open()) {
            net.parameters().get(0).detach().assign(Tensor.zeros(1, 1));
            var ones = rows(3, places -> new Batch(Tensor.ones(places.length, 1), Tensor.ones(places.length, 1)));
            Trainer.of(net, Loss.mse())
                    .optimizer(SGD.of(0.1))
                    .totalWeight(ranks)
                    .quiet()
                    .fit(ones.batches(3), Epochs.of(1));
            return net.parameters().get(0).item();
        }
    }

    private record Result(float[] weights, double loss) {}

    private static Result tokens(int batchSize, int accumulated) {
        Generator.seeded(2).use();
        try (var net = new Sequential(new Embedding(5, 4), new Linear(4, 5))) {
            var data = rows(8, places -> {
                var input = new long[places.length * LENGTH];
                var target = new long[places.length * LENGTH];
                for (int i = 0; i < target.length; i++) {
                    int place = places[i / LENGTH];
                    int token = i % LENGTH;
                    input[i] = (place + token) % 5;
                    target[i] = token < place % LENGTH ? (place + 2 * token) % 5 : -100;
                }
                return new Batch(Tensor.of(input, places.length, LENGTH), Tensor.of(target, places.length, LENGTH));
            });
            var objective = (Objective) batch ->
                    Loss.crossEntropy().weighted(net.call(batch.input()).transpose(1, 2), batch.target());
            var result = Trainer.of(net)
                    .phase(Phase.of(net, objective).optimizer(SGD.of(0.5)))
                    .accumulate(accumulated)
                    .quiet()
                    .fit(data.batches(batchSize), Epochs.of(1));
            return new Result(weights(net), result.last().loss());
        }
    }

    private static float[] points(int batchSize, int accumulated, Precision precision) {
        Generator.seeded(1).use();
        try (var net = new Sequential(new Linear(2, 8), new Linear(8, 2))) {
            Trainer.of(net, Loss.crossEntropy())
                    .optimizer(SGD.of(0.5).momentum(0.9))
                    .precision(precision)
                    .clipNorm(0.5)
                    .accumulate(accumulated)
                    .quiet()
                    .fit(Rings.draw(5, 1).batches(batchSize), Epochs.of(3));
            return weights(net);
        }
    }

    private interface Rows {
        Batch at(int... places);
    }

    private static Dataset rows(int size, Rows rows) {
        return new Dataset() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Batch gather(int... places) {
                return rows.at(places);
            }
        };
    }

    private static float[] weights(Layer net) {
        List<Float> all = new ArrayList<>();
        net.parameters().forEach(parameter -> {
            for (float value : parameter.toFloatArray()) {
                all.add(value);
            }
        });
        var array = new float[all.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = all.get(i);
        }
        return array;
    }
}
