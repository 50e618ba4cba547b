package dev.vireo.models.cli;

import dev.vireo.tensor.VireoException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How commands fail: one line on standard error, and an exit code. */
final class Failures {
    private static final int BAD_INPUT = 2;
    private static final int ANYTHING_ELSE = 1;
    private static final String SHOWS_MORE = "VIREO_JAVA_OPTS=-Dorg.slf4j.simpleLogger.log.dev.vireo=debug shows where";
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static int ofParameters(ParameterException e, String... arguments) {
        return fail(BAD_INPUT, firstLine(e) + "; " + wayOut(e));
    }

    static int ofExecution(Exception e, CommandLine command, ParseResult parsed) {
        LOG.debug("the command failed", e);
        return e instanceof VireoException || e instanceof UncheckedIOException || e instanceof IllegalArgumentException
                ? fail(BAD_INPUT, firstLine(e))
                : fail(ANYTHING_ELSE, "an error in Vireo itself: " + e + "; " + SHOWS_MORE);
    }

    /** Of Java's heap; that of an engine has an exception of its own. */
    static int ofMemory(OutOfMemoryError e) {
        LOG.debug("the command failed", e);
        return fail(
                ANYTHING_ELSE,
                "out of memory: Java's heap has " + (Runtime.getRuntime().maxMemory() >> 20) + " MB and needs more ("
                        + e.getMessage() + "); VIREO_JAVA_OPTS=-Xmx8g gives it");
    }

    static int ofOutput() {
        return fail(ANYTHING_ELSE, "cannot write to standard output; what was printed is not whole");
    }

    private static int fail(int exit, String line) {
        System.err.println("vireo: " + line);
        return exit;
    }

    private static String wayOut(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getSuggestions().isEmpty()
                ? "did you mean " + unmatched.getSuggestions().get(0) + "?"
                : e.getCommandLine().getCommandSpec().qualifiedName() + " --help tells what it takes";
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
