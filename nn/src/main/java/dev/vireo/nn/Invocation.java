package dev.vireo.nn;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorGroup;
import java.util.List;

/**
 * A call of a block as a function of tensors, whatever the block's call signature is: for summaries, traces and export.
 *
 * <pre>{@code
 * Invocation call = in -> lstm.call(in.get(0), new LSTM.State(in.get(1), in.get(2)));
 * }</pre>
 */
@FunctionalInterface
public interface Invocation {
    /** Calls the block. */
    TensorGroup call(List<Tensor> inputs);
}
