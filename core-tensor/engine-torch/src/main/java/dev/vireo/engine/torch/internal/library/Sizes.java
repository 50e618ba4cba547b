package dev.vireo.engine.torch.internal.library;

import dev.vireo.tensor.engine.FusedGradient.Tape;
import dev.vireo.tensor.engine.NativeTensor;
import org.bytedeco.pytorch.Tensor;

/**
 * What backward needs to know of an input whose values it does not read: a residual of no memory. libtorch's own graph
 * would keep the whole input alive for it.
 */
public record Sizes(long[] values) implements NativeTensor {
    public static Sizes of(Tensor tensor) {
        var sizes = new long[(int) tensor.dim()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = tensor.size(i);
        }
        return new Sizes(sizes);
    }

    /** The sizes that forward left as residual. */
    public static Sizes residual(Tape tape, int position) {
        return (Sizes) tape.residual(position);
    }

    /** For functions that ask a tensor for its sizes only: one of these sizes whose elements all share one place. */
    public Tensor standIn(Tensor sameType) {
        return sameType.as_strided(values, new long[values.length]);
    }

    @Override
    public void close() {}
}
