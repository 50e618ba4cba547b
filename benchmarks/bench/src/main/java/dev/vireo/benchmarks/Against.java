package dev.vireo.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code vireo bench against CHECKOUT}: compares this Vireo with the Vireo of another checkout,
 * alternately.
 */
@Command(
        name = "against",
        description = "Compares this Vireo with that of another checkout, in alternating processes.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Against implements Callable<Integer> {
    private static final List<String> SHOWN = List.of("SmallAdd", "TenOps", "TrainingStep");

    @Parameters(
            index = "0",
            paramLabel = "CHECKOUT",
            description = "A checkout of another commit in which ./vireo bench --help has been run, which builds it.")
    private Path checkout;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PATTERN",
            description = "Runs the benchmarks whose name contains this; default: add, ten operations, CNN step.")
    private String pattern = "";

    @Option(names = "--pairs", defaultValue = "7", description = "Pairs of processes; default 7.")
    private int pairs;

    @Option(names = "--cpu", description = "Measures processor time of one thread, for busy machines.")
    private boolean cpu;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var measure = cpu ? Measure.CPU : Measure.ELAPSED;
        var before = new Turn(other(), Effort.COMPARISON, measure);
        var now = new Turn(Path.of(System.getProperty("vireo.benchmarks", "benchmarks")), Effort.COMPARISON, measure);
        System.out.printf(
                Locale.ROOT,
                "%-38s%11s%11s   speed: the other checkout's time / this one's (range)%n",
                measure.title() + " time of a call",
                "this",
                "other");
        for (var task : tasks()) {
            System.out.printf(Locale.ROOT, "%-38s%s%n", task.title(), compare(now, before, task));
        }
        System.out.println(Machine.describe(measure));
        return 0;
    }

    private String compare(Turn now, Turn before, Task task) {
        var ratios = new Ratios();
        try {
            for (int pair = 0; pair < pairs; pair++) {
                double other = Scores.median(before.measure(Contender.VIREO, task));
                ratios.add(Scores.median(now.measure(Contender.VIREO, task)), other);
            }
        } catch (ContenderException e) {
            return e.reason();
        }
        return ratios.toString();
    }

    private List<Task> tasks() {
        if (pattern.isEmpty()) {
            return Task.all().stream()
                    .filter(task -> SHOWN.contains(task.type()))
                    .toList();
        }
        var found = Pattern.compile(Pattern.quote(pattern), Pattern.CASE_INSENSITIVE);
        return Task.all().stream().filter(task -> task.matches(found)).toList();
    }

    private Path other() {
        var benchmarks = checkout.resolve("benchmarks");
        if (!Contender.VIREO.isBuilt(benchmarks) || !Files.isDirectory(benchmarks)) {
            throw new ParameterException(
                    spec.commandLine(), checkout + " has no built benchmarks; run ./vireo bench --help in it first");
        }
        return benchmarks;
    }
}
