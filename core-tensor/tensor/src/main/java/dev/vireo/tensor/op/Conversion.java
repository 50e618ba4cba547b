package dev.vireo.tensor.op;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;

/** Conversions to another type, device or memory layout: {@code [...] -> [...]}. */
public sealed interface Conversion extends Op {
    /**
     * Casts to another type. Floating to integral truncates, as in C; to bool gives x != 0. Integers wrap around in
     * narrower types. The result for a floating value beyond the range of an integral type depends on the processor, as
     * in PyTorch.
     *
     * @param dtype the type of the result
     */
    record Cast(DType dtype) implements Conversion {}

    /**
     * Copies to another device.
     *
     * @param device the device of the result
     */
    record ToDevice(Device device) implements Conversion {}

    /** Copies to contiguous row-major memory that is not shared with the input. */
    record Copy() implements Conversion {}

    /** Returns the tensor itself if it is contiguous in row-major order, else a contiguous copy. */
    record Contiguous() implements Conversion {}
}
