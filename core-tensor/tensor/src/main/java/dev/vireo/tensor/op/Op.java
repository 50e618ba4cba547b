package dev.vireo.tensor.op;

/**
 * A tensor operation, as data: an enum constant where it has no attributes ({@link Unary#EXP}), a record where it has
 * ({@link Convolution.Conv}). Attributes are complete and normalized: dimensions count from 0, seeds are drawn. What
 * must know operations (kernels, gradients, shapes, costs, exporters, samples) is an {@link OpTable} keyed by {@link #key()}.
 */
public sealed interface Op
        permits Unary,
                Binary,
                Comparison,
                Activation,
                Ternary,
                Conversion,
                Creation,
                Random,
                Reduction,
                Scan,
                View,
                Rearrange,
                Indexing,
                LinearAlgebra,
                Convolution,
                Pooling,
                Normalization,
                Regularization,
                Attention,
                Embed,
                Loss,
                Resampling,
                Recurrent,
                Quantize,
                Update {

    /** What tables know this operation by: the constant itself for an enum, the class for a record. */
    default Object key() {
        return this instanceof Enum<?> ? this : getClass();
    }

    /** How many of so many results, counted from the first, carry a gradient where they are floating. */
    default int differentiable(int results) {
        return results;
    }
}
