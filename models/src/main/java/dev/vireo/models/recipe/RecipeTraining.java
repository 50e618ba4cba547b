package dev.vireo.models.recipe;

import static dev.vireo.models.recipe.CommonOptions.BATCH_SIZE;
import static dev.vireo.models.recipe.CommonOptions.EPOCHS;
import static dev.vireo.models.recipe.CommonOptions.PRECISION;
import static dev.vireo.models.recipe.CommonOptions.SEED;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Generator;
import dev.vireo.training.Epochs;
import dev.vireo.training.Evaluation;
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
        var recipe = run.description().recipe();
        var options = run.description().options();
        var device = Device.parse(run.description().device());
        Generator.seeded(options.get(SEED)).use();
        try (var net = recipe.network(options).to(device, DType.FLOAT32);
                var train = data.train().shuffled(options.get(SEED)).batches(options.get(BATCH_SIZE));
                var validation = data.validation().batches(MEASURED_TOGETHER);
                var test = data.test().batches(MEASURED_TOGETHER)) {
            var trainer = recipe.trainer(net, options)
                    .precision(options.get(PRECISION))
                    .checkpoints(run.checkpoints());
            if (resumed) {
                trainer.resume();
            }
            var result = trainer.fit(train, validation, Epochs.of(options.get(EPOCHS)));
            var tested = Evaluation.of(net, test, recipe.testMetrics());
            run.finish(new RunMetrics(result.history(), train.samples(), validation.samples(), test.samples(), tested));
            return tested;
        }
    }
}
