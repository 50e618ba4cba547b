package dev.vireo.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code vireo bench overhead}: compares direct calls of each engine's library with the same calls through
 * Vireo, alternately.
 */
@Command(
        name = "overhead",
        description = "Measures the time that Vireo adds to a call of each engine's library.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Overhead implements Callable<Integer> {
    private static final double BAR = 1.15;
    private static final List<Pair> PAIRS = List.of(
            new Pair(Contender.LIBTORCH, Contender.VIREO),
            new Pair(Contender.DJL, Contender.VIREO_ON_DJL),
            new Pair(Contender.ND4J, Contender.VIREO_ON_ND4J));

    @Option(names = "--rounds", defaultValue = "5", description = "Pairs of processes; default 5.")
    private int rounds;

    @Option(names = "--cpu", description = "Measures processor time of one thread, for busy machines.")
    private boolean cpu;

    @Override
    public Integer call() {
        var measure = cpu ? Measure.CPU : Measure.ELAPSED;
        var folder = Path.of(System.getProperty("vireo.benchmarks", "benchmarks"));
        var turn = new Turn(folder, Effort.SHORT, measure);
        System.out.printf(
                Locale.ROOT,
                "%-38s%11s%11s   times the library's (bar %.2f)%n",
                measure.title() + " time of a call",
                "library",
                "Vireo",
                BAR);
        for (var pair : PAIRS) {
            for (var task : Task.ofOverhead()) {
                var title = pair.library.title + ": " + task.title();
                var figures = pair.vireo.isBuilt(folder) ? compare(turn, pair, task) : "its module was not built";
                System.out.printf(Locale.ROOT, "%-38s%s%n", title, figures);
            }
        }
        System.out.println(Machine.describe(measure));
        return 0;
    }

    private String compare(Turn turn, Pair pair, Task task) {
        var ratios = new Ratios();
        try {
            for (int round = 0; round < rounds; round++) {
                double alone = Scores.median(turn.measure(pair.library, task));
                ratios.add(alone, Scores.median(turn.measure(pair.vireo, task)));
            }
        } catch (ContenderException e) {
            return e.reason();
        }
        return ratios + (ratios.median() <= BAR ? " within" : " above");
    }

    /** A library called directly and the same library called through Vireo. */
    private record Pair(Contender library, Contender vireo) {}
}
