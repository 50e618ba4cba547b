package dev.vireo.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Measures one contender on one task. It starts JMH with the contender's classpath; JMH forks the process that
 * computes.
 */
final class Turn {
    // another comparison on this machine may hold the lock
    private static final String IGNORE_LOCK = "-Djmh.ignoreLock=true";
    private static final Pattern THROWN =
            Pattern.compile("^(?:Caused by: |ERROR: )?[\\w.$]+(?:Exception|Error)(?::.*)?$");

    private final Path benchmarks;
    private final Effort effort;
    private final Measure measure;
    private volatile @Nullable Process running;

    Turn(Path benchmarks, Effort effort, Measure measure) {
        this.benchmarks = benchmarks;
        this.effort = effort;
        this.measure = measure;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopRunning));
    }

    /**
     * Returns nanoseconds per call, one number per iteration.
     *
     * @throws ContenderException if the contender cannot run the task
     */
    List<Double> measure(Contender contender, Task task) {
        try {
            var folder = Files.createTempDirectory("vireo-bench");
            var log = folder.resolve("log");
            var result = folder.resolve("result.json");
            try {
                run(command(contender, task, result), log);
                return read(result, log);
            } finally {
                Files.deleteIfExists(log);
                Files.deleteIfExists(result);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(Contender contender, Task task, Path result) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-Xmx4g", "--enable-native-access=ALL-UNNAMED", IGNORE_LOCK));
        command.addAll(List.of("-cp", contender.classpath(benchmarks), "org.openjdk.jmh.Main"));
        command.add("^" + Pattern.quote(contender.type(task)) + "\\.");
        command.addAll(List.of("-f", "1", "-w", "500ms", "-r", "500ms", "-foe", "true"));
        command.addAll(List.of("-wi", Integer.toString(effort.warmups() * measure.warmups())));
        command.addAll(List.of("-i", Integer.toString(effort.iterations())));
        command.addAll(measure.options());
        command.addAll(List.of("-rf", "json", "-rff", result.toString()));
        task.parameters().forEach((name, value) -> command.addAll(List.of("-p", name + "=" + value)));
        return command;
    }

    private void run(List<String> command, Path log) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        measure.prepare(builder.environment());
        var process = builder.start();
        running = process;
        try {
            if (!process.waitFor(effort.patience(), TimeUnit.SECONDS)) {
                throw new ContenderException("timed out after " + effort.patience() + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContenderException("interrupted");
        } finally {
            stop(process);
        }
    }

    /** Kills the running processes when this process ends. */
    private void stopRunning() {
        var process = running;
        if (process != null) {
            stop(process);
        }
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private List<Double> read(Path result, Path log) throws IOException {
        var runs = Files.exists(result) && Files.size(result) > 0 ? new ObjectMapper().readTree(result.toFile()) : null;
        if (runs == null || runs.isEmpty()) {
            throw new ContenderException(reason(Files.readAllLines(log)));
        }
        var metric = measure.metric(runs.get(0));
        double unit = nanoseconds(metric.get("scoreUnit").asText());
        var samples = new ArrayList<Double>();
        for (JsonNode fork : metric.get("rawData")) {
            fork.forEach(sample -> samples.add(sample.asDouble() * unit));
        }
        return samples;
    }

    private static double nanoseconds(String unit) {
        return switch (unit) {
            case "ns/op" -> 1;
            case "us/op" -> 1e3;
            default -> throw new IllegalArgumentException("times in " + unit + "; expected ns/op or us/op");
        };
    }

    /** Returns the first exception in the log, which the benchmark threw; if there is none, how the process ended. */
    private static String reason(List<String> log) {
        var last = "its process ended without a message";
        for (var line : log) {
            if (THROWN.matcher(line).matches()) {
                return line;
            }
            if (line.startsWith("<forked VM failed")) {
                return line.substring(1, line.length() - 1) + ": " + last;
            }
            last = line.isBlank() ? last : line.strip();
        }
        return last;
    }
}
