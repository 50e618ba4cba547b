package dev.vireo.training;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.engine.Engine;

/** Where a network computes. */
final class Devices {
    private Devices() {}

    /** The engine of the first parameter or buffer; the thread's where there are none. */
    static Engine engine(Layer net) {
        return net.stateDict().values().stream().findFirst().map(Tensor::engine).orElseGet(Engines::current);
    }

    /** The device of the first parameter or buffer; the CPU where there are none. */
    static Device of(Layer net) {
        return net.stateDict().values().stream().findFirst().map(Tensor::device).orElse(Device.CPU);
    }
}
