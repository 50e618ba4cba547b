package dev.vireo.benchmarks;

import java.util.Locale;
import java.util.TreeMap;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@code vireo bench [PATTERN]}: runs a short set, each side in a process of its own, and prints what Vireo costs beside the other. */
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws RunnerException {
        var options = new OptionsBuilder()
                .include(arguments.length > 0 ? arguments[0] : "dev\\.vireo\\.benchmarks\\..*")
                .forks(2)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .build();
        var scores = new TreeMap<String, TreeMap<String, Double>>();
        var units = new TreeMap<String, String>();
        for (var result : new Runner(options).run()) {
            var label = result.getParams().getBenchmark().split("\\.");
            var benchmark = label[label.length - 2];
            scores.computeIfAbsent(benchmark, any -> new TreeMap<>())
                    .put(
                            label[label.length - 1],
                            result.getPrimaryResult().getStatistics().getPercentile(50));
            units.put(benchmark, result.getPrimaryResult().getScoreUnit());
        }
        System.out.printf("%-18s %12s %12s %10s%n", "benchmark", "vireo", "other", "ratio");
        scores.forEach((benchmark, sides) -> sides.forEach((side, score) -> {
            double vireo = sides.getOrDefault("vireo", Double.NaN);
            if (!side.equals("vireo")) {
                System.out.println(String.format(
                        Locale.ROOT,
                        "%-18s %12.1f %12.1f %10.2f  %s, vireo / %s",
                        benchmark,
                        vireo,
                        score,
                        vireo / score,
                        units.get(benchmark),
                        side));
            }
        }));
    }
}
