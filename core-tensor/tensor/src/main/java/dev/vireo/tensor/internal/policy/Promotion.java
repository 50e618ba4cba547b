package dev.vireo.tensor.internal.policy;

/** Which casts the dispatcher inserts before an operation, so that no kernel has to mix types. */
public enum Promotion {
    /** Inputs are taken as they are. */
    NONE,
    /** All inputs to their common type. */
    COMMON,
    /** All inputs to their common type, integral types and bool to float32. */
    COMMON_FLOATING,
    /** All but the first input to their common type: WHERE. */
    COMMON_AFTER_FIRST
}
