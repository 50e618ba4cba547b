package dev.vireo.models.recipe;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;
import dev.vireo.training.Loss;
import dev.vireo.training.Objective;
import dev.vireo.training.data.Batch;
import java.util.List;

/** A recipe of a network with one input and one output, trained by a loss of its output and a target. */
public interface LayerRecipe extends Recipe<Layer> {
    /** The loss of the network's output and the batch's target. */
    Loss loss();

    @Override
    default Objective objective(Layer net, OptionValues options) {
        return Objective.of(net, loss());
    }

    @Override
    default List<String> inputs() {
        return List.of(Batch.INPUT);
    }

    @Override
    default List<Tensor> outputs(Layer net, List<Tensor> inputs) {
        return List.of(net.call(inputs.get(0)));
    }
}
