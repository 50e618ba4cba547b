package dev.vireo.models.recipe.catalog;

import static dev.vireo.models.recipe.CommonOptions.BATCH_SIZE;
import static dev.vireo.models.recipe.CommonOptions.DATA;
import static dev.vireo.models.recipe.CommonOptions.EPOCHS;
import static dev.vireo.models.recipe.CommonOptions.KEEP;
import static dev.vireo.models.recipe.CommonOptions.LEARNING_RATE;
import static dev.vireo.models.recipe.CommonOptions.PRECISION;
import static dev.vireo.models.recipe.CommonOptions.SEED;
import static dev.vireo.models.recipe.CommonOptions.WARMUP;

import dev.vireo.models.data.Datasets;
import dev.vireo.models.recipe.Option;
import dev.vireo.models.recipe.OptionType;
import dev.vireo.models.recipe.OptionValues;
import dev.vireo.models.recipe.RecipeData;
import dev.vireo.models.vision.SmallCnn;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.Generator;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.augmentation.RandomCrop;
import dev.vireo.training.data.augmentation.RandomHorizontalFlip;
import java.nio.file.Path;
import java.util.List;

/** {@link SmallCnn} on Fashion-MNIST (Xiao et al. 2017). Its settings were chosen on the validation part. */
public final class FashionMnistRecipe implements ClassificationRecipe {
    private static final int IMAGE_SIZE = 28;
    private static final int CLASSES = 10;
    private static final int LARGEST_SHIFT = 2;
    private static final Option<Boolean> AUGMENT = new Option<>(
            "augment",
            "mirror training images, and shift them by up to " + LARGEST_SHIFT + " pixels, at random",
            OptionType.flag(),
            false);
    /** Where Debian's package dataset-fashion-mnist installs the files. */
    private static final Path INSTALLED = Path.of("/usr/share/datasets/fashion-mnist");

    @Override
    public String name() {
        return "fashion-mnist";
    }

    @Override
    public String summary() {
        return "a small CNN on 70,000 images of clothes, 28 x 28";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(
                EPOCHS.withDefault(5),
                BATCH_SIZE.withDefault(64),
                LEARNING_RATE.withDefault(2e-3),
                WARMUP.withDefault(200),
                SEED,
                PRECISION,
                KEEP,
                DATA.withDefault(INSTALLED),
                AUGMENT);
    }

    @Override
    public RecipeData data(OptionValues options) {
        var data = RecipeData.stratified(Datasets.fashionMnist(options.get(DATA)));
        return options.get(AUGMENT)
                ? data.mapTrain(new RandomHorizontalFlip(0.5).then(FashionMnistRecipe::shift))
                : data;
    }

    /** {@link RandomCrop} pads with 0, so 0 must be the background meanwhile. */
    private static Batch shift(Batch sample, Generator random) {
        var crop = new RandomCrop(IMAGE_SIZE, IMAGE_SIZE, LARGEST_SHIFT);
        var onZero = sample.withInput(sample.input().sub(Datasets.FASHION_MNIST_BACKGROUND));
        var shifted = crop.apply(onZero, random);
        return shifted.withInput(shifted.input().add(Datasets.FASHION_MNIST_BACKGROUND));
    }

    /** Images {@code [N, 1, 28, 28]} to logits {@code [N, 10]}. */
    @Override
    public Layer network(OptionValues options) {
        return new SmallCnn(IMAGE_SIZE, CLASSES);
    }
}
