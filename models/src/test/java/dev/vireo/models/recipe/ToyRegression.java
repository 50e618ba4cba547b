package dev.vireo.models.recipe;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.Tanh;
import dev.vireo.tensor.Tensor;
import dev.vireo.training.Loss;
import dev.vireo.training.Trainer;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.Dataset;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A recipe that exists only in tests. It fits sin(x) by a network with one hidden layer. */
public final class ToyRegression implements LayerRecipe {
    private static final Option<Integer> HIDDEN =
            new Option<>("hidden", "units of the hidden layer", OptionType.integer(1), 32);
    private static final Option<Boolean> STEEP = new Option<>("steep", "fits sin(2x)", OptionType.flag(), false);
    private static final List<Option<?>> OPTIONS = List.of(
            CommonOptions.EPOCHS.withDefault(30),
            CommonOptions.BATCH_SIZE.withDefault(16),
            CommonOptions.LEARNING_RATE.withDefault(1e-2),
            CommonOptions.SEED,
            CommonOptions.PRECISION,
            CommonOptions.KEEP,
            HIDDEN,
            STEEP);

    private final List<Option<?>> options;
    private final Set<Capability> capabilities;

    /** Creates the recipe with all its capabilities. */
    public ToyRegression() {
        this(OPTIONS, EnumSet.allOf(Capability.class));
    }

    private ToyRegression(List<Option<?>> options, Set<Capability> capabilities) {
        this.options = options;
        this.capabilities = capabilities;
    }

    ToyRegression withOptions(List<Option<?>> others) {
        return new ToyRegression(others, capabilities);
    }

    ToyRegression withMore(Option<?> more) {
        return withOptions(Stream.concat(OPTIONS.stream(), Stream.of(more)).toList());
    }

    /** Creates the recipe without capabilities, so that it can only be trained. */
    public ToyRegression withoutCapabilities() {
        return new ToyRegression(options, Set.of());
    }

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public String summary() {
        return "a perceptron on a sine curve";
    }

    @Override
    public List<Option<?>> options() {
        return options;
    }

    @Override
    public RecipeData data(OptionValues options) {
        double frequency = options.get(STEEP) ? 2 : 1;
        return new RecipeData(
                new Sine(128, 0, frequency), new Sine(32, 0.01, frequency), new Sine(32, 0.02, frequency));
    }

    @Override
    public Layer network(OptionValues options) {
        int hidden = options.get(HIDDEN);
        return new Sequential(new Linear(1, hidden), new Tanh(), new Linear(hidden, 1));
    }

    @Override
    public Trainer trainer(Layer net, OptionValues options) {
        return Trainer.of(net, loss()).optimizer(AdamW.of(options.get(CommonOptions.LEARNING_RATE)));
    }

    @Override
    public Loss loss() {
        return Loss.mse();
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.mse(), Metric.mae());
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    /** Points of a sine curve between -2 and 2: {@code [N, 1]} to {@code [N, 1]}. */
    private record Sine(int size, double shift, double frequency) implements Dataset {
        @Override
        public Batch gather(int... places) {
            var x = new float[places.length];
            var y = new float[places.length];
            for (int i = 0; i < places.length; i++) {
                x[i] = (float) (4.0 * places[i] / size - 2 + shift);
                y[i] = (float) Math.sin(frequency * x[i]);
            }
            return new Batch(Tensor.of(x, places.length, 1), Tensor.of(y, places.length, 1));
        }
    }
}
