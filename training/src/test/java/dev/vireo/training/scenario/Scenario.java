package dev.vireo.training.scenario;

import dev.vireo.nn.Block;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.training.Trainer;
import dev.vireo.training.data.Dataset;

/** A kind of training: a network, the data, and how the network is trained. */
interface Scenario {
    /** The network, with all parts that are saved. */
    Block net();

    /** Moves all that the objective calls to meta. */
    default void toMeta() {
        net().to(Device.META, DType.FLOAT32);
    }

    /** The samples, of which some also measure the metric. */
    Dataset data();

    /** A trainer that measures the metric. */
    Trainer trainer();

    /** The name of a metric that must be above {@link #goal} after training. */
    String metric();

    /** What the metric must be above. */
    double goal();
}
