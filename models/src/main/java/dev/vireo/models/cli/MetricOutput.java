package dev.vireo.models.cli;

import java.util.Locale;
import java.util.Map;

/** Prints the metrics of a trained network, one per line: {@code test accuracy 0.9887}. */
final class MetricOutput {
    private MetricOutput() {}

    static void print(Map<String, Double> tested) {
        tested.forEach((name, value) -> System.out.println(String.format(Locale.ROOT, "test %s %.4f", name, value)));
    }
}
