package dev.vireo.benchmarks.memory;

import dev.vireo.benchmarks.vireo.VireoCnn;
import dev.vireo.nn.loss.Losses;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.optimizer.AdamW;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A training loop that keeps the loss of every step, as many users' own loops do, and prints the resident memory. The
 * Java heap is resident from the start, because otherwise its young generation would add to the figures until the first
 * collection. Runs on Linux only.
 *
 * <pre>
 * mvn -q -Dfast -pl benchmarks/torch -am process-classes
 * java -Xms128m -Xmx128m -XX:+AlwaysPreTouch \
 *     -cp benchmarks/torch/target/fast/classes:$(cat benchmarks/torch/target/fast/classpath) \
 *     dev.vireo.benchmarks.memory.KeptLosses 2000
 * </pre>
 *
 * With {@code against CHECKOUT}, another checkout in which {@code ./vireo bench --help} has been run, the command
 * compares the time of {@value #COMPARED_STEPS} steps in alternating processes. It is run from the root of this
 * checkout.
 */
public final class KeptLosses {
    private static final int BATCH = 128;
    private static final int SIDE = 28;
    private static final int REPORTED = 200;
    private static final int WARMUP = 50;
    private static final int COMPARED_STEPS = 300;
    private static final int PAIRS = 7;
    private static final Path SOURCE =
            Path.of("benchmarks/torch/src/main/java/dev/vireo/benchmarks/memory/KeptLosses.java");

    private KeptLosses() {}

    /** Runs the given number of steps, or compares two checkouts. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 2 && arguments[0].equals("against")) {
            compare(Path.of(arguments[1]));
        } else if (arguments.length == 1 && arguments[0].matches("\\d{1,7}")) {
            run(Integer.parseInt(arguments[0]));
        } else {
            System.err.println("usage: KeptLosses STEPS | KeptLosses against CHECKOUT");
            System.exit(2);
        }
    }

    private static void run(int steps) throws IOException {
        var images = Tensor.ones(BATCH, 1, SIDE, SIDE).own();
        var labels = Tensor.of(new long[BATCH]).own();
        var net = VireoCnn.network();
        var optimizer = AdamW.of(1e-3).weightDecay(0).over(net.parameters());
        var losses = new ArrayList<Tensor>();
        try (var all = TensorScope.open()) {
            long start = System.nanoTime();
            for (int step = 1; step <= steps; step++) {
                try (var scope = TensorScope.open()) {
                    var loss = Losses.crossEntropy(net.call(images), labels);
                    loss.backward();
                    optimizer.step();
                    losses.add(loss.detach().keep());
                }
                if (step == WARMUP) {
                    start = System.nanoTime();
                }
                if (step % REPORTED == 0) {
                    System.out.printf(Locale.ROOT, "step %d: %d MiB resident%n", step, residentMib());
                }
            }
            System.out.printf(
                    Locale.ROOT, "%.3f ms per step%n", (System.nanoTime() - start) / 1e6 / Math.max(1, steps - WARMUP));
        }
    }

    private static long residentMib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static void compare(Path checkout) throws IOException, InterruptedException {
        var ratios = new ArrayList<Double>();
        for (int pair = 0; pair < PAIRS; pair++) {
            double other = milliseconds(checkout);
            double here = milliseconds(Path.of(""));
            ratios.add(other / here);
            System.out.printf(
                    Locale.ROOT, "this %.2f ms, other %.2f ms per step: speed %.3f%n", here, other, other / here);
        }
        ratios.sort(null);
        System.out.printf(
                Locale.ROOT,
                "median speed %.3f (%.3f to %.3f)%n",
                ratios.get(PAIRS / 2),
                ratios.get(0),
                ratios.get(PAIRS - 1));
    }

    /** Compiles and runs this file with the libraries of a checkout. */
    private static double milliseconds(Path checkout) throws IOException, InterruptedException {
        var built = checkout.resolve("benchmarks/torch/target/fast");
        var classpath = built.resolve("classes")
                + System.getProperty("path.separator")
                + Files.readString(built.resolve("classpath")).strip();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(java, "-cp", classpath, SOURCE.toString(), Integer.toString(COMPARED_STEPS));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the run with " + built + " failed");
        }
        return Double.parseDouble(lines.get(lines.size() - 1).replace(" ms per step", ""));
    }
}
