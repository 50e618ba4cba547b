package dev.vireo.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code vireo bench}. The system property {@code vireo.benchmarks} names the folder with the modules of
 * the contenders.
 */
@Command(
        name = "vireo bench",
        description = "Compares Vireo with plain libtorch, DJL and ND4J / DL4J, each in its own processes.",
        mixinStandardHelpOptions = true,
        subcommands = {Overhead.class, Against.class})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Bench implements Callable<Integer> {
    private static final int BAD_INPUT = 2;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            description = "A regular expression that selects benchmarks, such as add or conv.*16.")
    private String pattern = "";

    @Option(names = "--full", description = "Runs more benchmarks, longer and in more rounds.")
    private boolean full;

    @Option(names = "--cpu", description = "Measures processor time of one thread, for busy machines.")
    private boolean cpu;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setParameterExceptionHandler((e, rest) -> {
                    e.getCommandLine().getErr().println("vireo bench: " + e.getMessage());
                    return BAD_INPUT;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() {
        var tasks = tasks();
        var folder = Path.of(System.getProperty("vireo.benchmarks", "benchmarks"));
        var contenders = Contender.TOOLKITS.stream()
                .filter(contender -> contender.isBuilt(folder))
                .toList();
        var measure = cpu ? Measure.CPU : Measure.ELAPSED;
        var contest = new Contest(folder, full ? Effort.FULL : Effort.SHORT, measure, contenders);
        var table = new Table(contest.scores(), contenders);
        System.out.println(table.header(measure));
        for (var task : tasks) {
            contest.play(task);
            System.out.println(table.row(task));
        }
        System.out.println();
        System.out.println(Machine.describe(measure));
        contenders.forEach(contender -> System.out.println(contender.title + ": " + contender.libraries(folder)));
        contest.scores().failures().forEach(System.out::println);
        Contender.TOOLKITS.stream()
                .filter(contender -> !contenders.contains(contender))
                .forEach(contender -> System.out.println(
                        contender.title + " cannot run: its module was not built; see the build log"));
        return 0;
    }

    private List<Task> tasks() {
        if (pattern.isEmpty()) {
            return Task.all().stream().filter(task -> full || task.brief()).toList();
        }
        var compiled = compile();
        var found = Task.all().stream().filter(task -> task.matches(compiled)).toList();
        if (found.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no benchmark matches '" + pattern + "'; there are: "
                            + Task.all().stream().map(Task::title).collect(Collectors.joining("; ")));
        }
        return found;
    }

    private Pattern compile() {
        try {
            return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new ParameterException(
                    spec.commandLine(), "'" + pattern + "' is not a regular expression: " + e.getDescription(), e);
        }
    }
}
