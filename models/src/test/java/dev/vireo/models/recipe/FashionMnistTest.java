package dev.vireo.models.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.models.data.Datasets;
import dev.vireo.models.recipe.catalog.Recipes;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Shape;
import dev.vireo.training.Epochs;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** On a slice of the real images, where they are installed. */
final class FashionMnistTest {
    private static final int TRAINED = 3000;
    private static final int TESTED = 1000;

    @Test
    void learnsFromASlice() {
        var recipe = Recipes.standard().named("fashion-mnist");
        var options = OptionValues.defaults(recipe.options());
        var folder = options.get(CommonOptions.DATA);
        assumeTrue(Files.isDirectory(folder), () -> folder + " is missing: install Debian's dataset-fashion-mnist");
        var data = Datasets.fashionMnist(folder);
        assertThat(data.train().size()).isEqualTo(60_000);
        assertThat(data.test().size()).isEqualTo(10_000);
        assertThat(data.train().inputs().sample()).isEqualTo(Shape.of(1, 28, 28));
        Generator.seeded(1).use();
        try (var net = recipe.network(options);
                var train = data.train().first(TRAINED).shuffled(1).batches(options.get(CommonOptions.BATCH_SIZE));
                var test = data.test().first(TESTED).batches(250)) {
            var result = recipe.trainer(net, options).quiet().fit(train, test, Epochs.of(2));
            assertThat(result.last().metric("accuracy")).isGreaterThan(0.78);
        }
    }
}
