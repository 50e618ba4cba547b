package dev.vireo.models.cli;

import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.TypeConversionException;

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
        subcommands = {Train.class, Evaluate.class, Export.class, Convert.class, Doctor.class, HelpCommand.class})
public final class Vireo {
    /** Ends the process with 0, 2 for bad input, or 1 for anything else. */
    public static void main(String[] arguments) {
        int exit = run(arguments);
        System.exit(exit == 0 && System.out.checkError() ? Failures.ofOutput() : exit);
    }

    static int run(String... arguments) {
        try {
            return commandLine().execute(arguments);
        } catch (Error e) {
            return Failures.ofError(e);
        }
    }

    private static CommandLine commandLine() {
        return new CommandLine(new Vireo())
                .registerConverter(Path.class, Vireo::path)
                .registerConverter(Integer.class, text -> number(text, Integer::valueOf, Integer.MAX_VALUE))
                .registerConverter(Long.class, text -> number(text, Long::valueOf, Long.MAX_VALUE))
                .setParameterExceptionHandler(Failures::ofParameters)
                .setExecutionExceptionHandler(Failures::ofExecution);
    }

    private static <T> T number(String text, Function<String, T> parsing, T largest) {
        try {
            return parsing.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no whole number up to " + largest);
        }
    }

    /** Java takes an empty name for the working directory; here it is a variable of the shell that is not set. */
    private static Path path(String name) {
        if (name.isBlank()) {
            throw new TypeConversionException("an empty name; expected a file or a folder");
        }
        return Path.of(name);
    }
}
