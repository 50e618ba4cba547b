package dev.vireo.engine.torch.internal.library;

import dev.vireo.tensor.engine.FusedGradient.Tape;
import dev.vireo.tensor.engine.NativeTensor;
import org.bytedeco.pytorch.Tensor;

/**
 * The sizes of an input whose values backward does not read: a residual without memory. libtorch's own graph would keep
 * the whole input alive.
 *
 * @param values the sizes
 */
public record InputSizes(long[] values) implements NativeTensor {
    /** Returns the sizes of a tensor. */
    public static InputSizes of(Tensor tensor) {
        var sizes = new long[(int) tensor.dim()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = tensor.size(i);
        }
        return new InputSizes(sizes);
    }

    /** Returns the sizes that forward returned as a residual. */
    public static InputSizes residual(Tape tape, int position) {
        return (InputSizes) tape.residual(position);
    }

    /**
     * Returns a tensor of these sizes whose elements share one memory location, for functions that only read the sizes.
     */
    public Tensor standIn(Tensor sameType) {
        return sameType.as_strided(values, new long[values.length]);
    }

    @Override
    public void close() {}
}
