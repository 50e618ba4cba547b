package dev.vireo.models.recipe;

import dev.vireo.models.data.TrainTest;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Generator;
import dev.vireo.training.Epochs;
import dev.vireo.training.Evaluation;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.precision.Precision;

/**
 * Carries a run out: trains on nine tenths of the training data, measures each epoch on the rest, tests once at the end.
 */
public final class RecipeTraining {
    private static final double VALIDATION_SHARE = 0.1;
    private static final long SPLIT_SEED = 1; // one split for all runs, so that their figures compare
    private static final int MEASURED_TOGETHER = 256;

    private RecipeTraining() {}

    /**
     * Trains, or goes on with it, and writes what the run's folder is to hold.
     *
     * @return the accuracy on the test data, from 0 to 1
     */
    public static double run(Run run, TrainTest data, Precision precision, boolean resumed) {
        var recipe = run.recipe();
        var description = run.description();
        var split = data.train().stratified(VALIDATION_SHARE, SPLIT_SEED);
        Generator.seeded(description.seed()).use();
        try (var net = recipe.network().to(Device.parse(description.device()), DType.FLOAT32);
                var train = split.rest().shuffled(description.seed()).batches(recipe.batchSize());
                var validation = split.held().batches(MEASURED_TOGETHER);
                var test = data.test().batches(MEASURED_TOGETHER)) {
            var trainer = recipe.trainer(net).precision(precision).checkpoints(run.checkpoints());
            if (resumed) {
                trainer.resume();
            }
            var result = trainer.fit(train, validation, Epochs.of(description.epochs()));
            double tested = Evaluation.of(net, test, Metric.accuracy());
            run.finish(new RunMetrics(result.history(), train.samples(), validation.samples(), test.samples(), tested));
            return tested;
        }
    }
}
