package dev.vireo.models.recipe;

import dev.vireo.nn.Layer;
import dev.vireo.training.Trainer;
import dev.vireo.training.metric.Metric;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code vireo train NAME} trains: data, a network, and settings that work. A recipe is one file, and one row in a
 * {@link RecipeTable}; the command line, its help and run.json are derived from it.
 *
 * <p>A recipe has no state. All that a run depends on is in the values of its options.
 */
public interface Recipe {
    /** The name on the command line and in run.json: {@code fashion-mnist}. */
    String name();

    /** One line for the help text: the network and the data. */
    String summary();

    /** All options, those of {@link CommonOptions} too, with this recipe's defaults. */
    List<Option<?>> options();

    /**
     * Reads the data.
     *
     * @throws dev.vireo.tensor.VireoException if they are missing, truncated or of another format
     */
    RecipeData data(OptionValues options);

    /** A new network on the CPU, its weights drawn from the thread's generator. */
    Layer network(OptionValues options);

    /** How the network is trained: loss, optimizer, schedule, and the metrics that are measured after each epoch. */
    Trainer trainer(Layer net, OptionValues options);

    /** What is measured on the test data. */
    List<Metric> testMetrics();

    /** What can be done with the trained network; everything unless overridden. */
    default Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }
}
