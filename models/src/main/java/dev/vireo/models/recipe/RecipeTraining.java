package dev.vireo.models.recipe;

import static dev.vireo.models.recipe.CommonOptions.BATCH_SIZE;
import static dev.vireo.models.recipe.CommonOptions.EPOCHS;
import static dev.vireo.models.recipe.CommonOptions.KEEP;
import static dev.vireo.models.recipe.CommonOptions.PRECISION;
import static dev.vireo.models.recipe.CommonOptions.SEED;

import dev.vireo.nn.Block;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Generator;
import dev.vireo.training.Epochs;
import dev.vireo.training.Trainer;
import dev.vireo.training.metric.Metric;
import java.util.Map;

/** Trains any recipe: measures each epoch on the validation data, and tests once at the end. */
public final class RecipeTraining {
    /** Samples in a batch that is only measured: many, since nothing is kept for a backward pass. */
    public static final int MEASURED_TOGETHER = 256;

    private RecipeTraining() {}

    /**
     * Trains, and writes the results into the run's folder.
     *
     * @param resumed whether to continue from the last checkpoint
     * @return the metrics on the test data, by name
     */
    public static Map<String, Double> run(Run run, RecipeData data, boolean resumed) {
        return run(run, run.description().recipe(), data, resumed);
    }

    private static <N extends Block> Map<String, Double> run(
            Run run, Recipe<N> recipe, RecipeData data, boolean resumed) {
        var options = run.description().options();
        Generator.seeded(options.get(SEED)).use();
        try (var trained = new TrainedNetwork<>(recipe, options, recipe.network(options));
                var train = data.train().shuffled(options.get(SEED)).batches(options.get(BATCH_SIZE));
                var validation = data.validation().batches(MEASURED_TOGETHER);
                var test = data.test().batches(MEASURED_TOGETHER)) {
            var net = trained.network();
            net.to(Device.parse(run.description().device()), DType.FLOAT32);
            var trainer = trainer(run, recipe, net);
            if (resumed) {
                trainer.resume();
            }
            var result = trainer.fit(train, validation, Epochs.of(options.get(EPOCHS)));
            var tested = trained.test(test);
            run.finish(new RunMetrics(result.history(), train.samples(), validation.samples(), test.samples(), tested));
            return tested;
        }
    }

    private static <N extends Block> Trainer trainer(Run run, Recipe<N> recipe, N net) {
        var options = run.description().options();
        var trainer = recipe.trainer(net, options)
                .validation(recipe.objective(net, options))
                .metrics(recipe.metrics().toArray(Metric[]::new))
                .precision(options.get(PRECISION))
                .checkpoints(run.checkpoints());
        if (!run.id().isEmpty()) {
            trainer.runId(run.id());
        }
        if (options.get(KEEP) == FinalWeights.BEST) {
            recipe.selection().apply(trainer);
        }
        return trainer;
    }
}
