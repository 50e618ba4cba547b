package dev.vireo.nn;

import dev.vireo.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of {@link Block#loadMatching}: the names that were loaded and those that did not match.
 *
 * @param matched names whose values were loaded
 * @param missing names that only the block has; they keep their values
 * @param unexpected names that only the state has
 * @param misshapen names that both have with different shapes; they keep their values
 */
public record LoadReport(
        List<String> matched, List<String> missing, List<String> unexpected, List<Misshapen> misshapen) {
    private static final int SHOWN = 5;

    /** Copies the lists. */
    public LoadReport {
        matched = List.copyOf(matched);
        missing = List.copyOf(missing);
        unexpected = List.copyOf(unexpected);
        misshapen = List.copyOf(misshapen);
    }

    /**
     * A tensor of the state that does not fit.
     *
     * @param name in the state
     * @param expected the block's shape
     * @param given the state's shape
     */
    public record Misshapen(String name, Shape expected, Shape given) {
        /** Text such as {@code 'head.weight' has the shape [10, 4]; the block's is [3, 4]}. */
        @Override
        public String toString() {
            return "'" + name + "' has the shape " + given + "; the block's is " + expected;
        }
    }

    /** Whether everything matched. */
    public boolean isComplete() {
        return missing.isEmpty() && unexpected.isEmpty() && misshapen.isEmpty();
    }

    /** One line: {@code 60 matched; 2 missing: head.weight, head.bias; 1 unexpected: fc.weight}. */
    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        parts.add(matched.size() + " matched");
        add(parts, "missing", missing);
        add(parts, "unexpected", unexpected);
        add(
                parts,
                "of another shape",
                misshapen.stream()
                        .map(each -> each.name() + " " + each.given() + " for " + each.expected())
                        .toList());
        return String.join("; ", parts);
    }

    private static void add(List<String> parts, String what, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        var shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        int more = names.size() - SHOWN;
        parts.add(names.size() + " " + what + ": " + shown + (more > 0 ? " and " + more + " more" : ""));
    }
}
