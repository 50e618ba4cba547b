package dev.vireo.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Describes the machine that the benchmarks ran on. */
final class Machine {
    private static final Set<String> TELLING = Set.of("avx2", "avx512f", "avx512_bf16", "amx_bf16");

    private Machine() {}

    static String describe(Measure measure) {
        return cpu() + ", " + Runtime.getRuntime().availableProcessors() + " cores, " + measure.threads()
                + (measure.threads().equals("1") ? " thread, " : " threads, ") + System.getProperty("os.name")
                + ", Java "
                + Runtime.version().feature();
    }

    /** The CPU model and its vector extensions, if the system reports them. */
    private static String cpu() {
        var lines = cpuInfo();
        var flags = List.of(value(lines, "flags").split(" ")).stream()
                .filter(TELLING::contains)
                .collect(Collectors.joining(" "));
        var model = value(lines, "model name");
        return (model.isEmpty() ? System.getProperty("os.arch") : model) + (flags.isEmpty() ? "" : " (" + flags + ")");
    }

    private static String value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static List<String> cpuInfo() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo"));
        } catch (IOException e) {
            return List.of();
        }
    }
}
