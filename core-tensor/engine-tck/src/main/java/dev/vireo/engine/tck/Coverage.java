package dev.vireo.engine.tck;

import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.Gap;
import dev.vireo.tensor.op.OpKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists the operations and types that an engine lacks, as a section of the documentation headed by the engine's name.
 */
public final class Coverage {
    private static final Path PAGE = Path.of("docs", "engines", "coverage.md");
    private static final String HEADING = "## ";

    private Coverage() {}

    /** The page in the source tree that the tests run in; empty outside Vireo's own build. */
    public static Optional<Path> page() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(PAGE))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Returns the section of a page about an engine, including the heading; empty if there is none. */
    public static List<String> documented(Path page, String engine) {
        try {
            var lines = Files.readAllLines(page);
            int start = lines.indexOf(HEADING + engine);
            if (start < 0) {
                return List.of();
            }
            var rest = lines.subList(start + 1, lines.size());
            var section = new ArrayList<>(lines.subList(start, start + 1));
            rest.stream().takeWhile(line -> !line.startsWith(HEADING)).forEach(section::add);
            return withoutBlankEnd(section);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the section that describes the engine's actual coverage. */
    public static List<String> section(Engine engine) {
        var all = OpKeys.all();
        var table = engine.kernels();
        var lines = new ArrayList<String>();
        lines.add(HEADING + engine.name());
        lines.add("");
        lines.add(all.stream().filter(table.forward()::has).count() + " of " + all.size()
                + " operations have kernels, "
                + all.stream().filter(table.gradients()::has).count()
                + " a fused gradient.");
        lines.add("");
        lines.addAll(gaps(table.gaps()));
        lines.add("");
        lines.addAll(fallbacks(Completeness.fallbacks(engine)));
        return List.copyOf(lines);
    }

    private static List<String> gaps(List<Gap> gaps) {
        if (gaps.isEmpty()) {
            return List.of("Gaps: none.");
        }
        var rows = new ArrayList<>(List.of("| gap | in | why |", "|---|---|---|"));
        gaps.stream()
                .collect(Collectors.groupingBy(
                        gap -> "`" + gap.dtype() + "` | " + gap.reason(), LinkedHashMap::new, Collectors.toList()))
                .forEach((where, which) ->
                        rows.add("| " + which.stream().map(Coverage::operation).collect(Collectors.joining(", "))
                                + " | " + where + " |"));
        return rows;
    }

    private static String operation(Gap gap) {
        return gap.operation().map(key -> "`" + OpKeys.name(key) + "`").orElse("all operations");
    }

    private static List<String> fallbacks(List<String> names) {
        if (names.isEmpty()) {
            return List.of("Fallbacks: none.");
        }
        var rows = new ArrayList<>(List.of("| family | falls back to a decomposition |", "|---|---|"));
        names.stream()
                .map(name -> name.split("\\."))
                .collect(Collectors.groupingBy(
                        parts -> parts[0],
                        LinkedHashMap::new,
                        Collectors.mapping(parts -> "`" + parts[parts.length - 1] + "`", Collectors.joining(", "))))
                .forEach((family, operations) -> rows.add("| " + family + " | " + operations + " |"));
        return rows;
    }

    private static List<String> withoutBlankEnd(List<String> lines) {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) {
            end--;
        }
        return List.copyOf(lines.subList(0, end));
    }
}
