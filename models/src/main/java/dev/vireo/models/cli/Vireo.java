package dev.vireo.models.cli;

import dev.vireo.models.recipe.RecipeTable;
import dev.vireo.models.recipe.catalog.Recipes;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line. Bad input gives one line on standard error and exit code 2.
 *
 * <p>An application that has recipes of its own gives them the same commands:
 *
 * <pre>{@code
 * System.exit(new Vireo(Recipes.standard().with(new MyRecipe())).execute(arguments));
 * }</pre>
 */
@Command(
        name = "vireo",
        description = "Deep learning for Java: trains, evaluates, exports, draws.",
        mixinStandardHelpOptions = true,
        version = "vireo 0.1.0-SNAPSHOT",
        footer = {"", "./vireo bench [PATTERN] measures speed, beside plain libtorch and other libraries."})
public final class Vireo {
    private final RecipeTable recipes;

    /** The command line for the recipes of a table. */
    public Vireo(RecipeTable recipes) {
        this.recipes = recipes;
    }

    /** Runs a command on the recipes that come with Vireo, and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Logging.silenceEngines();
        int exit = new Vireo(Recipes.standard()).execute(arguments);
        System.exit(exit == 0 && System.out.checkError() ? Failures.ofOutput() : exit);
    }

    /**
     * Runs a command.
     *
     * @return the exit code: 0 for success, 2 for bad input, 1 for anything else
     */
    public int execute(String... arguments) {
        try {
            return commandLine().execute(arguments);
        } catch (Error e) {
            return Failures.ofError(e);
        }
    }

    /** The recipes that the commands know. */
    RecipeTable recipes() {
        return recipes;
    }

    CommandLine commandLine() {
        var commands = new CommandLine(this);
        commands.addSubcommand(Train.command(recipes));
        for (var each : List.of(
                new Evaluate(), new Export(), new NetworkGraph(), new Convert(), new Doctor(), new HelpCommand())) {
            commands.addSubcommand(each);
        }
        // what follows the files belongs to the program, options too
        commands.addSubcommand(new CommandLine(new RunProgram()).setStopAtPositional(true));
        return commands.registerConverter(Path.class, Vireo::path)
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

    /** An empty name is refused: Java takes it for the working directory, but here it is an unset variable of the shell. */
    private static Path path(String name) {
        if (name.isBlank()) {
            throw new TypeConversionException("an empty name; expected a file or a folder");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + name + "' is not a path here (" + e.getReason()
                    + "); in a locale without UTF-8, LC_ALL=C.UTF-8 allows all characters");
        }
    }
}
