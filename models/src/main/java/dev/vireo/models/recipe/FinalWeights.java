package dev.vireo.models.recipe;

/** The weights that a run ends with. */
public enum FinalWeights {
    /** Those after the last epoch. */
    LAST,
    /** Those after the epoch that was best on the validation data, by {@link Recipe#selection}. */
    BEST
}
