package dev.vireo.tensor.op;

/**
 * A tensor operation as data: an enum constant if it has no attributes ({@link Unary#EXP}), else a record ({@link
 * Convolution.Conv}). Attributes are complete and normalized: dimensions count from 0, and seeds are already drawn.
 * Kernels, gradients, shape rules, costs, exporters and samples are {@linkplain OpTable tables} keyed by {@link
 * #key()}.
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
                LossOp,
                Resampling,
                Recurrent,
                Quantize,
                Update {

    /** The key of this operation in tables: the constant itself for an enum, the class for a record. */
    default Object key() {
        return this instanceof Enum<?> ? this : getClass();
    }

    /**
     * The number of results, counted from the first, that have a gradient if they are floating.
     *
     * @param results the number of results
     */
    default int differentiable(int results) {
        return results;
    }
}
