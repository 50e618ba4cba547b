package dev.vireo.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The times of two sides that are measured alternately. Each round adds one time per side, in nanoseconds per call. */
final class Ratios {
    private final List<Double> first = new ArrayList<>();
    private final List<Double> second = new ArrayList<>();

    /** Adds a round. */
    void add(double firstNanoseconds, double secondNanoseconds) {
        first.add(firstNanoseconds);
        second.add(secondNanoseconds);
    }

    /** The median of the ratios, second to first. */
    double median() {
        return Scores.median(each());
    }

    /** Formats both medians, the median of the ratios, and their range. */
    @Override
    public String toString() {
        var each = each();
        return String.format(
                Locale.ROOT,
                "%11s%11s   %.2f (%.2f to %.2f)",
                Table.time(Scores.median(first)),
                Table.time(Scores.median(second)),
                median(),
                each.stream().min(Double::compare).orElseThrow(),
                each.stream().max(Double::compare).orElseThrow());
    }

    private List<Double> each() {
        var ratios = new ArrayList<Double>();
        for (int round = 0; round < first.size(); round++) {
            ratios.add(second.get(round) / first.get(round));
        }
        return ratios;
    }
}
