package dev.vireo.tensor.trace;

import dev.vireo.tensor.TensorSpec;
import java.util.List;

/**
 * A tensor in a trace: an input, a parameter, a constant or a result of a step.
 *
 * @param id its number, unique in the trace
 * @param spec its type, device and shape for the sample inputs
 * @param sizes its shape for any inputs, one size a dimension
 * @param dynamic whether its values depend on an input; sizes alone do not count
 */
public record TraceValue(int id, TensorSpec spec, List<Size> sizes, boolean dynamic) {
    /** Text such as {@code float32 [batch, 10]}. */
    @Override
    public String toString() {
        return spec.dtype() + " " + sizes;
    }
}
