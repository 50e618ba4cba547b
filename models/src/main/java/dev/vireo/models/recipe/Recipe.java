package dev.vireo.models.recipe;

import dev.vireo.models.data.Digits;
import dev.vireo.models.data.FashionMnist;
import dev.vireo.models.data.TrainTest;
import dev.vireo.models.vision.SmallCnn;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.VireoException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the command line can train: data, network, and settings that work. */
public enum Recipe {
    DIGITS("digits", 8, 20, 64, 3e-3, folder -> Digits.load()),
    FASHION_MNIST("fashion-mnist", 28, 5, 64, 2e-3, FashionMnist::load);

    private final String id;
    private final int imageSize;
    private final int epochs;
    private final int batchSize;
    private final double learningRate;
    private final Function<Path, TrainTest> data;

    Recipe(String id, int imageSize, int epochs, int batchSize, double learningRate, Function<Path, TrainTest> data) {
        this.id = id;
        this.imageSize = imageSize;
        this.epochs = epochs;
        this.batchSize = batchSize;
        this.learningRate = learningRate;
        this.data = data;
    }

    /**
     * @throws VireoException if there is no recipe of that name
     */
    public static Recipe named(String id) {
        return Arrays.stream(values())
                .filter(recipe -> recipe.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new VireoException("unknown recipe '" + id + "'; there are "
                        + Arrays.stream(values()).map(recipe -> recipe.id).collect(Collectors.joining(", "))));
    }

    public String id() {
        return id;
    }

    public int epochs() {
        return epochs;
    }

    public int batchSize() {
        return batchSize;
    }

    public double learningRate() {
        return learningRate;
    }

    public int imageSize() {
        return imageSize;
    }

    /** A new network with weights from the thread's generator. */
    public Layer network() {
        return new SmallCnn(imageSize, 10);
    }

    public TrainTest load(Path folder) {
        return data.apply(folder);
    }
}
