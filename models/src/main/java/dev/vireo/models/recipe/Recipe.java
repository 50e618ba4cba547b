package dev.vireo.models.recipe;

import dev.vireo.nn.Block;
import dev.vireo.tensor.Tensor;
import dev.vireo.training.Objective;
import dev.vireo.training.Trainer;
import dev.vireo.training.metric.Metric;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code vireo train NAME} trains: data, a network, and settings that work. A recipe is one file, and one row in a
 * {@link RecipeTable}; the command line, its help and run.json are derived from it. Recipes of networks with one input and
 * one output implement {@link LayerRecipe}, which is shorter.
 *
 * <p>A recipe has no state. All that a run depends on is in the values of its options.
 *
 * @param <N> the type of the network
 */
public interface Recipe<N extends Block> {
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
    N network(OptionValues options);

    /**
     * The loss of a batch. It is measured on the validation data, and gives the outputs that the metrics read; a network
     * with a single training phase is trained by it.
     */
    Objective objective(N net, OptionValues options);

    /** How the network is trained: phases with their objectives, optimizers and schedules. */
    Trainer trainer(N net, OptionValues options);

    /** The metrics that are measured on the validation data after each epoch, and on the test data at the end. */
    List<Metric> metrics();

    /** The metric that selects the best epoch; the validation loss unless overridden. */
    default Selection selection() {
        return Selection.smallest("validation loss");
    }

    /** The commands that the trained network supports; all unless overridden. */
    default Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    /** The names of the batch's tensors that the network takes, in the order of {@link #outputs}. */
    List<String> inputs();

    /**
     * The outputs of the network, for export. The first dimension of each input is the batch.
     *
     * @param inputs the batch's tensors of the names in {@link #inputs()}
     */
    List<Tensor> outputs(N net, List<Tensor> inputs);
}
