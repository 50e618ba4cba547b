package dev.vireo.tensor.op;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;

/** The same values in another form: {@code [...] -> [...]}. */
public sealed interface Conversion extends Op {
    /**
     * To another type, truncating as C does from floating to integral, x != 0 to bool. Integers wrap around in narrower types;
     * what a floating value beyond the range of an integral type becomes is up to the processor, as in PyTorch.
     */
    record Cast(DType dtype) implements Conversion {}

    /** To another device. */
    record ToDevice(Device device) implements Conversion {}

    /** A dense copy in row-major order, sharing nothing with its source. */
    record Copy() implements Conversion {}

    /** The tensor itself if it is dense in row-major order, else a copy that is. */
    record Contiguous() implements Conversion {}
}
