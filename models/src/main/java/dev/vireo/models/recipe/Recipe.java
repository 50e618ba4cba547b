package dev.vireo.models.recipe;

import dev.vireo.models.data.Datasets;
import dev.vireo.models.data.TrainTest;
import dev.vireo.models.vision.SmallCnn;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.Loss;
import dev.vireo.training.Trainer;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.schedule.Schedule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the command line can train: data, network, and settings that work, chosen on a part of the training data. */
public enum Recipe {
    DIGITS("digits", 8, 20, 64, 3e-3, 20, Path.of(""), folder -> Datasets.digits()),
    FASHION_MNIST(
            "fashion-mnist",
            28,
            5,
            64,
            2e-3,
            200,
            Path.of("/usr/share/datasets/fashion-mnist"),
            Datasets::fashionMnist);

    private static final Loss.CrossEntropy LOSS = Loss.crossEntropy();

    private final String id;
    private final int imageSize;
    private final int epochs;
    private final int batchSize;
    private final double learningRate;
    private final long warmup;
    private final Path folder;
    private final Function<Path, TrainTest> data;

    Recipe(
            String id,
            int imageSize,
            int epochs,
            int batchSize,
            double learningRate,
            long warmup,
            Path folder,
            Function<Path, TrainTest> data) {
        this.id = id;
        this.imageSize = imageSize;
        this.epochs = epochs;
        this.batchSize = batchSize;
        this.learningRate = learningRate;
        this.warmup = warmup;
        this.folder = folder;
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

    /** How long it trains unless told otherwise. */
    public int epochs() {
        return epochs;
    }

    public int batchSize() {
        return batchSize;
    }

    /** Whether the data come with Vireo, and need no folder. */
    public boolean isBundled() {
        return folder.toString().isEmpty();
    }

    /** Where the data are unless told otherwise; empty for bundled ones. */
    public Path folder() {
        return folder;
    }

    /**
     * Reads the data.
     *
     * @throws VireoException if they are missing, truncated or of another format
     */
    public TrainTest load(Path from) {
        return data.apply(from);
    }

    /** A new network with weights from the thread's generator: {@code [N, 1, size, size]} to logits {@code [N, 10]}. */
    public Layer network() {
        return new SmallCnn(imageSize, 10);
    }

    /** The recipe's loss, optimizer, schedule and metrics. */
    public Trainer trainer(Layer net) {
        return Trainer.of(net, LOSS)
                .optimizer(AdamW.of(learningRate))
                .schedule(Schedule.cosine().warmup(warmup))
                .metrics(Metric.mean("validation loss", LOSS::call), Metric.accuracy());
    }
}
