package dev.vireo.models.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.models.data.Datasets;
import dev.vireo.models.data.FakeFashion;
import dev.vireo.models.recipe.catalog.FashionMnistRecipe;
import dev.vireo.models.recipe.catalog.Recipes;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.Epochs;
import dev.vireo.training.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains on a part of the real images, where they are installed. */
final class FashionMnistTest {
    private static final int TRAINED = 3000;
    private static final int TESTED = 1000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    @Test
    void learnsFromAPartOfTheData() {
        var recipe = new FashionMnistRecipe();
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
            var result = recipe.trainer(net, options)
                    .metrics(Metric.accuracy())
                    .quiet()
                    .fit(train, test, Epochs.of(2));
            assertThat(result.last().metric("accuracy")).isGreaterThan(0.78);
        }
    }

    /** Mirroring and shifting move pixels, and add only background. */
    @Test
    void augmentationChangesTrainingImagesOnly() throws IOException {
        var recipe = Recipes.standard().named("fashion-mnist");
        var data = FakeFashion.write(temporary, 40, 28).toString();
        var options = OptionValues.defaults(recipe.options()).with("data", data);
        var plain = recipe.data(options);
        var augmented = recipe.data(options.with("augment", "true"));
        try (var scope = TensorScope.open()) {
            var before = plain.train().gather(0, 1, 2, 3).input();
            var after = augmented.train().gather(0, 1, 2, 3).input();
            assertThat(after.shape()).isEqualTo(before.shape());
            assertThat(after.toFloatArray()).isNotEqualTo(before.toFloatArray());
            assertThat(after.amin().item()).isCloseTo(Datasets.FASHION_MNIST_BACKGROUND, within(1e-6));
            assertThat(after.amax().item()).isCloseTo(before.amax().item(), within(1e-6));
            assertThat(augmented.train().size()).isEqualTo(plain.train().size());
            assertThat(augmented.test().gather(0).input().toFloatArray())
                    .isEqualTo(plain.test().gather(0).input().toFloatArray());
        }
    }
}
