package dev.vireo.models.recipe;

/** Which weights a run ends with. */
public enum FinalWeights {
    /** Those after the last epoch. */
    LAST,
    /** Those after the epoch that was best on the validation data, by {@link Recipe#selection}. */
    BEST
}
