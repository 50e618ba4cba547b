package dev.vireo.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats a summary as text with aligned columns. */
final class SummaryTable {
    private static final List<String> HEADER = List.of("layer", "type", "output", "parameters", "FLOPs");
    private static final int FIRST_NUMBER = 3;

    private SummaryTable() {}

    static String print(Summary summary) {
        var lines = new ArrayList<List<String>>();
        lines.add(HEADER);
        summary.rows().forEach(row -> lines.add(cells(row)));
        lines.add(List.of("total", "", "", grouped(summary.parameters()), grouped(summary.flops())));
        var widths = widths(lines);
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (i == 1 || i == lines.size() - 1) {
                text.append(rule(widths)).append('\n');
            }
            text.append(line(lines.get(i), widths)).append('\n');
        }
        return text.append(footer(summary)).toString();
    }

    private static List<String> cells(Summary.Row row) {
        return List.of(
                row.path().isEmpty() ? "(net)" : row.path(),
                row.type(),
                outputs(row),
                row.parameters() == 0 ? "-" : grouped(row.parameters()),
                row.flops() == 0 ? "-" : grouped(row.flops()));
    }

    private static String outputs(Summary.Row row) {
        return row.outputs().isEmpty()
                ? "not called"
                : row.outputs().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String footer(Summary summary) {
        var frozen = summary.parameters() - summary.trainable();
        return "parameters take " + bytes(summary.bytes())
                + (frozen == 0 ? "" : "; " + grouped(frozen) + " of them are frozen");
    }

    private static int[] widths(List<List<String>> lines) {
        var widths = new int[HEADER.size()];
        for (var line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return widths;
    }

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var space = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(i < FIRST_NUMBER ? cells.get(i) + space : space + cells.get(i));
        }
        return line.toString();
    }

    private static String rule(int[] widths) {
        var columns = new ArrayList<String>();
        for (int width : widths) {
            columns.add("-".repeat(width));
        }
        return String.join("  ", columns);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String bytes(long bytes) {
        var units = List.of("KiB", "MiB", "GiB", "TiB");
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        double value = bytes / 1024.0;
        int unit = 0;
        while (value >= 1024 && unit < units.size() - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units.get(unit));
    }
}
