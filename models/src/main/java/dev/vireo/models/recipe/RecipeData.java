package dev.vireo.models.recipe;

import dev.vireo.models.data.TrainTest;
import dev.vireo.training.data.Dataset;
import dev.vireo.training.data.Transform;

/**
 * The three parts of a recipe's data.
 *
 * @param train what the network is trained on
 * @param validation what the metrics of each epoch are measured on, so that settings can be chosen by them
 * @param test what the trained network is tested on, once, at the end
 */
public record RecipeData(Dataset train, Dataset validation, Dataset test) {
    private static final double VALIDATION_SHARE = 0.1;
    /** One split for all runs, so that their metrics can be compared. */
    private static final long SPLIT_SEED = 1;

    /** Holds a tenth of the training data back for validation, the same share of each class. */
    public static RecipeData stratified(TrainTest data) {
        var split = data.train().stratified(VALIDATION_SHARE, SPLIT_SEED);
        return new RecipeData(split.rest(), split.held(), data.test());
    }

    /** The same data, where each training sample passes through a transform whenever it is used. */
    public RecipeData mapTrain(Transform transform) {
        return new RecipeData(train.map(transform), validation, test);
    }
}
