package dev.vireo.models.cli;

import dev.vireo.tensor.VireoException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Bad input is one line on standard error and exit code 2. */
@Command(
        name = "vireo",
        description = "Deep learning for Java: trains, evaluates, exports.",
        mixinStandardHelpOptions = true,
        version = "vireo 0.1.0-SNAPSHOT",
        footer = {
            "",
            "./vireo bench [PATTERN] measures speed, beside plain libtorch and other libraries.",
            "./vireo run FILE.java runs a program with Vireo on its classpath."
        },
        subcommands = {Train.class, Evaluate.class, Export.class, Convert.class, Doctor.class})
public final class Vireo {
    private static final int BAD_INPUT = 2;

    /** Ends the process with 0, 2 for bad input, or 1 for anything else. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Vireo())
                .setParameterExceptionHandler((e, rest) -> {
                    var command = e.getCommandLine();
                    var name = command.getCommandSpec().qualifiedName();
                    command.getErr().println(line(e) + "; " + name + " --help tells what it takes");
                    return BAD_INPUT;
                })
                .setExecutionExceptionHandler((e, command, result) -> {
                    if (e instanceof VireoException
                            || e instanceof UncheckedIOException
                            || e instanceof IllegalArgumentException) {
                        command.getErr().println(line(e));
                        return BAD_INPUT;
                    }
                    throw e;
                })
                .execute(arguments);
    }

    private static String line(Exception e) {
        return "vireo: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
