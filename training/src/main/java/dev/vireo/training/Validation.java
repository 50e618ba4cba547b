package dev.vireo.training;

import java.util.Map;

/** What is measured after each epoch. */
@FunctionalInterface
interface Validation {
    /** No data to measure on. */
    Validation NONE = Map::of;

    /** The metrics by name. */
    Map<String, Double> measure();
}
