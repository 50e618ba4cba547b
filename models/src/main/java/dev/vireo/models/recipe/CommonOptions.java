package dev.vireo.models.recipe;

import dev.vireo.training.precision.Precision;
import java.nio.file.Path;
import java.util.List;

/** Options that many recipes have. Each recipe sets its own defaults: {@code EPOCHS.withDefault(20)}. */
public final class CommonOptions {
    /** How many times the training data are passed through. Every recipe has it. */
    public static final Option<Integer> EPOCHS =
            new Option<>("epochs", "passes over the training data", OptionType.integer(1), 1);

    /** The number of samples in a step. Every recipe has it. */
    public static final Option<Integer> BATCH_SIZE =
            new Option<>("batch-size", "samples in a training step", OptionType.integer(1), 64);

    /** Determines the initial weights, the order of the samples, and dropout. Every recipe has it. */
    public static final Option<Long> SEED =
            new Option<>("seed", "determines initial weights, order and dropout", OptionType.wholeNumber(), 42L);

    /** The type that products and convolutions compute in. Every recipe has it. */
    public static final Option<Precision> PRECISION = new Option<>(
            "precision",
            "type that products and convolutions compute in: fp32, bf16 or fp16",
            OptionType.oneOf(Precision.class),
            Precision.FP32);

    /** The largest learning rate of the schedule. */
    public static final Option<Double> LEARNING_RATE =
            new Option<>("lr", "largest learning rate of the schedule", OptionType.positiveNumber(), 1e-3);

    /** The steps in which the learning rate rises from 0. */
    public static final Option<Integer> WARMUP =
            new Option<>("warmup", "steps in which the learning rate rises", OptionType.integer(0), 0);

    /** The folder that holds the data. Recipes whose data come with Vireo do not have it. */
    public static final Option<Path> DATA =
            new Option<>("data", "folder with the data", OptionType.folder(), Path.of("data"));

    /** The weights that a run ends with. Every recipe has this option. */
    public static final Option<FinalWeights> KEEP = new Option<>(
            "keep",
            "weights that the run ends with: those of the last epoch, or of the one that was best on the validation data",
            OptionType.oneOf(FinalWeights.class),
            FinalWeights.LAST);

    /** The options that {@link RecipeTraining} reads, so that every recipe has them. */
    static final List<Option<?>> REQUIRED = List.of(EPOCHS, BATCH_SIZE, SEED, PRECISION, KEEP);

    private CommonOptions() {}
}
