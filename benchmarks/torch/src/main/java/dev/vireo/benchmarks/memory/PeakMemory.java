package dev.vireo.benchmarks.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares the peak of resident memory during training steps between Vireo and libtorch through JavaCPP. The memory
 * after loading the libraries, the network and the data is subtracted. Each runs in separate processes, whose Java heap
 * is resident from the start. Runs on Linux only.
 *
 * <pre>
 * mvn -q -Dfast -pl benchmarks/torch -am process-classes
 * java -cp benchmarks/torch/target/fast/classes:$(cat benchmarks/torch/target/fast/classpath) \
 *     dev.vireo.benchmarks.memory.PeakMemory
 * </pre>
 */
public final class PeakMemory {
    private static final int PROCESSES = 3;
    private static final int STEPS = 20;
    private static final Path STATUS = Path.of("/proc/self/status");

    private PeakMemory() {}

    /**
     * Without an argument, runs both contenders in {@value #PROCESSES} processes each. With the name of a contender,
     * runs that one in this process.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (!Files.isReadable(STATUS)) {
            System.err.println("peak memory is read from " + STATUS + ", which exists only on Linux");
            System.exit(2);
        }
        if (arguments.length > 0) {
            System.out.println(peakKib(MemoryContender.valueOf(arguments[0])));
            return;
        }
        double libtorch = best(MemoryContender.LIBTORCH);
        double vireo = best(MemoryContender.VIREO);
        System.out.printf(
                Locale.ROOT,
                "peak of a training step on %d images: Vireo %.1f MiB, libtorch %.1f MiB, ratio %.3f%n",
                MemoryContender.BATCH,
                vireo,
                libtorch,
                vireo / libtorch);
    }

    private static double best(MemoryContender contender) throws IOException, InterruptedException {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < PROCESSES; i++) {
            best = Math.min(best, measured(contender) / 1024.0);
        }
        return best;
    }

    private static long measured(MemoryContender contender) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                PeakMemory.class.getName(),
                contender.name()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(contender + " failed: exit code " + process.exitValue());
        }
        return Long.parseLong(printed);
    }

    private static long peakKib(MemoryContender contender) throws IOException {
        var training = contender.start();
        long loaded = kib("VmRSS:");
        double loss = 0;
        for (int i = 0; i < STEPS; i++) {
            loss = training.step();
        }
        if (!(loss < 2.5)) { // guessing among ten classes has a loss of 2.3
            throw new IllegalStateException(contender + " did not train: the loss is " + loss);
        }
        return kib("VmHWM:") - loaded;
    }

    private static long kib(String field) throws IOException {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
