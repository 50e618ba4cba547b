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

/** One contender measured on one task: JMH with the contender's classpath, which forks the process that computes. */
final class Turn {
    private static final Pattern THROWN = Pattern.compile("^(?:Caused by: )?[\\w.$]+(?:Exception|Error)(?::.*)?$");

    private final Path benchmarks;
    private final Effort effort;

    Turn(Path benchmarks, Effort effort) {
        this.benchmarks = benchmarks;
        this.effort = effort;
    }

    /**
     * Nanoseconds a call, one number an iteration.
     *
     * @throws ContenderException if the contender cannot compute the task
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
        var command = new ArrayList<>(List.of(java, "-Xmx4g", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", contender.classpath(benchmarks), "org.openjdk.jmh.Main"));
        command.add("^" + Pattern.quote(contender.type(task)) + "\\.");
        command.addAll(List.of("-f", "1", "-w", "500ms", "-r", "500ms", "-foe", "true"));
        command.addAll(List.of("-wi", Integer.toString(effort.warmups())));
        command.addAll(List.of("-i", Integer.toString(effort.iterations())));
        command.addAll(List.of("-rf", "json", "-rff", result.toString()));
        task.parameters().forEach((name, value) -> command.addAll(List.of("-p", name + "=" + value)));
        return command;
    }

    private void run(List<String> command, Path log) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        Environment.set(builder.environment());
        var process = builder.start();
        var end = new Thread(() -> stop(process));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            if (!process.waitFor(effort.patience(), TimeUnit.SECONDS)) {
                throw new ContenderException("took more than " + effort.patience() + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContenderException("interrupted");
        } finally {
            stop(process);
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static List<Double> read(Path result, Path log) throws IOException {
        var runs = Files.exists(result) && Files.size(result) > 0 ? new ObjectMapper().readTree(result.toFile()) : null;
        if (runs == null || runs.isEmpty()) {
            throw new ContenderException(reason(Files.readAllLines(log)));
        }
        var metric = runs.get(0).get("primaryMetric");
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

    /** The first exception of the log, which is the benchmark's; else how its process ended. */
    private static String reason(List<String> log) {
        var last = "its process ended without a word";
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
