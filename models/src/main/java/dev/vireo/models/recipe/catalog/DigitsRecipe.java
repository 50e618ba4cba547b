package dev.vireo.models.recipe.catalog;

import static dev.vireo.models.recipe.CommonOptions.BATCH_SIZE;
import static dev.vireo.models.recipe.CommonOptions.EPOCHS;
import static dev.vireo.models.recipe.CommonOptions.KEEP;
import static dev.vireo.models.recipe.CommonOptions.LEARNING_RATE;
import static dev.vireo.models.recipe.CommonOptions.PRECISION;
import static dev.vireo.models.recipe.CommonOptions.SEED;
import static dev.vireo.models.recipe.CommonOptions.WARMUP;

import dev.vireo.models.data.Datasets;
import dev.vireo.models.recipe.Option;
import dev.vireo.models.recipe.OptionValues;
import dev.vireo.models.recipe.RecipeData;
import dev.vireo.models.vision.SmallCnn;
import dev.vireo.nn.Layer;
import java.util.List;

/** {@link SmallCnn} on the bundled UCI digits. Its settings were chosen on the validation part. */
public final class DigitsRecipe implements ClassificationRecipe {
    private static final int IMAGE_SIZE = 8;
    private static final int CLASSES = 10;

    @Override
    public String name() {
        return "digits";
    }

    @Override
    public String summary() {
        return "a small CNN on 1,797 bundled images of digits, 8 x 8";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(
                EPOCHS.withDefault(20),
                BATCH_SIZE.withDefault(64),
                LEARNING_RATE.withDefault(3e-3),
                WARMUP.withDefault(20),
                SEED,
                PRECISION,
                KEEP);
    }

    @Override
    public RecipeData data(OptionValues options) {
        return RecipeData.stratified(Datasets.digits());
    }

    /** Images {@code [N, 1, 8, 8]} to logits {@code [N, 10]}. */
    @Override
    public Layer network(OptionValues options) {
        return new SmallCnn(IMAGE_SIZE, CLASSES);
    }
}
