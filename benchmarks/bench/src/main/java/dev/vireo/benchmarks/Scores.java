package dev.vireo.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** The measurements so far, and the contenders that failed. */
final class Scores {
    private final Map<Task, Map<Contender, List<Double>>> samples = new LinkedHashMap<>();
    private final Map<Task, Map<Contender, String>> failures = new LinkedHashMap<>();

    void add(Task task, Contender contender, List<Double> nanoseconds) {
        samples.computeIfAbsent(task, any -> new EnumMap<>(Contender.class))
                .computeIfAbsent(contender, any -> new ArrayList<>())
                .addAll(nanoseconds);
    }

    void fail(Task task, Contender contender, String reason) {
        failures.computeIfAbsent(task, any -> new EnumMap<>(Contender.class)).put(contender, reason);
    }

    boolean hasFailed(Task task, Contender contender) {
        return failures.getOrDefault(task, Map.of()).containsKey(contender);
    }

    /** The median time per call in nanoseconds; empty if the contender has not run the task. */
    OptionalDouble median(Task task, Contender contender) {
        var values = samples.getOrDefault(task, Map.of()).getOrDefault(contender, List.of());
        return values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(values));
    }

    /** The median of at least one number. */
    static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Returns one line per contender and reason. */
    Set<String> failures() {
        var lines = new LinkedHashSet<String>();
        failures.forEach((task, reasons) -> reasons.forEach(
                (contender, reason) -> lines.add(contender.title + " cannot run " + task.title() + ": " + reason)));
        return lines;
    }
}
