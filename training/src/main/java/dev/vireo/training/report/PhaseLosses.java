package dev.vireo.training.report;

import java.util.Map;

/** Losses by the names of their phases. */
final class PhaseLosses {
    private PhaseLosses() {}

    static double total(Map<String, Double> losses) {
        return losses.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
