package dev.vireo.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Formats the medians by task and contender, each with its ratio to Vireo's. */
final class Table {
    private final Scores scores;
    private final List<Contender> contenders;

    Table(Scores scores, List<Contender> contenders) {
        this.scores = scores;
        this.contenders = contenders;
    }

    String header(Measure measure) {
        var header =
                new StringBuilder(String.format(Locale.ROOT, "%-36s", measure.title() + " time of a call (x Vireo's)"));
        contenders.forEach(contender -> header.append(String.format(Locale.ROOT, "%18s", contender.title)));
        return header.toString();
    }

    String row(Task task) {
        var row = new StringBuilder(String.format(Locale.ROOT, "%-36s", task.title()));
        var vireo = scores.median(task, Contender.VIREO);
        for (var contender : contenders) {
            row.append(String.format(Locale.ROOT, "%18s", cell(scores.median(task, contender), vireo)));
        }
        return row.toString();
    }

    private static String cell(OptionalDouble median, OptionalDouble vireo) {
        if (median.isEmpty()) {
            return "-";
        }
        var time = time(median.getAsDouble());
        return vireo.isEmpty()
                ? time
                : String.format(Locale.ROOT, "%s %8s", time, ratio(median.getAsDouble() / vireo.getAsDouble()));
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, value < 9.95 ? "(%.2f)" : "(%.0f)", value);
    }

    /** Formats a time with three digits and a unit. */
    static String time(double nanoseconds) {
        return nanoseconds < 1e3
                ? digits(nanoseconds) + " ns"
                : nanoseconds < 1e6 ? digits(nanoseconds / 1e3) + " us" : digits(nanoseconds / 1e6) + " ms";
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
    }
}
