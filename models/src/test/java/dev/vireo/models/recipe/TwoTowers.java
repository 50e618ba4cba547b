package dev.vireo.models.recipe;

import dev.vireo.nn.Block;
import dev.vireo.nn.Linear;
import dev.vireo.tensor.Tensor;
import dev.vireo.training.Loss;
import dev.vireo.training.Objective;
import dev.vireo.training.Phase;
import dev.vireo.training.Trainer;
import dev.vireo.training.WeightedLoss;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.Dataset;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import java.util.List;
import java.util.Map;

/** A recipe whose network is a block with two inputs. It learns their difference. */
public final class TwoTowers implements Recipe<TwoTowers.Network> {
    /** Adds the results of two linear layers: {@code [N, 1]} and {@code [N, 1]} to {@code [N, 1]}. */
    static final class Network extends Block {
        private final Linear left = child("left", new Linear(1, 1));
        private final Linear right = child("right", new Linear(1, 1));

        Tensor call(Tensor x, Tensor y) {
            return left.call(x).add(right.call(y));
        }
    }

    @Override
    public String name() {
        return "towers";
    }

    @Override
    public String summary() {
        return "two linear layers on differences";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(
                CommonOptions.EPOCHS.withDefault(40),
                CommonOptions.BATCH_SIZE.withDefault(8),
                CommonOptions.SEED,
                CommonOptions.PRECISION,
                CommonOptions.KEEP);
    }

    @Override
    public RecipeData data(OptionValues options) {
        return new RecipeData(new Differences(64), new Differences(16), new Differences(16));
    }

    @Override
    public Network network(OptionValues options) {
        return new Network();
    }

    @Override
    public Objective objective(Network net, OptionValues options) {
        return batch -> {
            var output = net.call(batch.get("left"), batch.get("right"));
            return WeightedLoss.ofMean(Loss.mse().call(output, batch.target()), batch.size())
                    .output(Metric.OUTPUT, output);
        };
    }

    @Override
    public Trainer trainer(Network net, OptionValues options) {
        return Trainer.of(net).phase(Phase.of(net, objective(net, options)).optimizer(AdamW.of(0.05)));
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.mae());
    }

    @Override
    public List<String> inputs() {
        return List.of("left", "right");
    }

    @Override
    public List<Tensor> outputs(Network net, List<Tensor> inputs) {
        return List.of(net.call(inputs.get(0), inputs.get(1)));
    }

    /** Samples of two numbers, whose target is their difference. */
    private record Differences(int size) implements Dataset {
        @Override
        public Batch gather(int... places) {
            var left = new float[places.length];
            var right = new float[places.length];
            var target = new float[places.length];
            for (int i = 0; i < places.length; i++) {
                left[i] = places[i] % 7 - 3;
                right[i] = places[i] % 5 - 2;
                target[i] = left[i] - right[i];
            }
            return new Batch(Map.of(
                    "left",
                    Tensor.of(left, places.length, 1),
                    "right",
                    Tensor.of(right, places.length, 1),
                    Batch.TARGET,
                    Tensor.of(target, places.length, 1)));
        }
    }
}
