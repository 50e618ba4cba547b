package dev.vireo.tensor.internal.policy;

/** The type promotion that the dispatcher applies before an operation, so that kernels never mix types. */
public enum Promotion {
    /** Does not cast the inputs. */
    NONE,
    /** Casts all inputs to their common type. */
    COMMON,
    /** Casts all inputs to their common type; integral types and bool become float32. */
    COMMON_FLOATING,
    /** Casts all inputs except the first to their common type, for WHERE. */
    COMMON_AFTER_FIRST
}
