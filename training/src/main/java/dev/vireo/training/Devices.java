package dev.vireo.training;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;

/** Where a network computes. */
final class Devices {
    private Devices() {}

    /** The device of the first parameter or buffer; the CPU where there are none. */
    static Device of(Layer net) {
        return net.stateDict().values().stream().findFirst().map(Tensor::device).orElse(Device.CPU);
    }
}
