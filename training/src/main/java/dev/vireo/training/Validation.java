package dev.vireo.training;

import java.util.Map;

/** The data and metrics that are measured after each epoch. */
@FunctionalInterface
interface Validation {
    /** No validation. */
    Validation NONE = Map::of;

    /** The metrics by name. */
    Map<String, Double> measure();
}
