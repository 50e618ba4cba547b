package dev.vireo.models.recipe;

import dev.vireo.nn.Block;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.trace.Trace;
import dev.vireo.training.Evaluation;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.DataLoader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The network of a run, with the recipe that knows how to call it. Closing it frees the network.
 *
 * @param <N> the type of the network
 */
public final class TrainedNetwork<N extends Block> implements AutoCloseable {
    private final Recipe<N> recipe;
    private final OptionValues options;
    private final N net;

    TrainedNetwork(Recipe<N> recipe, OptionValues options, N net) {
        this.recipe = recipe;
        this.options = options;
        this.net = net;
    }

    /** The network itself. */
    public N network() {
        return net;
    }

    /**
     * Measures the recipe's metrics.
     *
     * @return the values by the names of the metrics
     */
    public Map<String, Double> test(DataLoader samples) {
        var values = new LinkedHashMap<>(Evaluation.of(net, recipe.objective(net, options), samples, recipe.metrics()));
        values.remove(Evaluation.LOSS);
        return values;
    }

    /** The tensors of a batch that the network takes. */
    public List<Tensor> inputs(Batch batch) {
        return recipe.inputs().stream().map(batch::get).toList();
    }

    /** The network's outputs in evaluation mode. */
    public List<Tensor> outputs(List<Tensor> inputs) {
        return net.inEvalMode(() -> recipe.outputs(net, inputs));
    }

    /**
     * Records the network in evaluation mode, for any size of the batch. Weights with a parametrization are recorded with
     * their computed values.
     *
     * @param sample a batch whose tensors have the sizes that the network takes
     */
    public Trace trace(Batch sample) {
        var recorder = Trace.recorder().state(net.stateDict());
        for (var name : recipe.inputs()) {
            recorder = recorder.input(name, sample.get(name), "batch");
        }
        var ready = recorder;
        return net.inEvalMode(() -> net.materialized(() -> ready.record(inputs -> recipe.outputs(net, inputs))));
    }

    @Override
    public void close() {
        net.close();
    }
}
