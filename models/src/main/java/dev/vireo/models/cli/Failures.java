package dev.vireo.models.cli;

import dev.vireo.tensor.VireoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final int BROKEN_PIPE = 141; // as shells have it of a process that ended so
    private static final Path OUTPUT = Path.of("/proc/self/fd/1");
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
                : unforeseen(e);
    }

    /** Java's heap that is full, or classes that do not fit each other; an engine's memory has an exception of its own. */
    static int ofError(Error e) {
        LOG.debug("the command failed", e);
        return e instanceof OutOfMemoryError
                ? fail(
                        ANYTHING_ELSE,
                        "out of memory: Java's heap has "
                                + (Runtime.getRuntime().maxMemory() >> 20) + " MB and needs more (" + e.getMessage()
                                + "); VIREO_JAVA_OPTS=-Xmx8g gives it")
                : unforeseen(e);
    }

    /** Quiet where the reader of a pipe has gone, as {@code head} does: it has what it wants. */
    static int ofOutput() {
        if (isPipe(OUTPUT)) {
            return BROKEN_PIPE;
        }
        return fail(ANYTHING_ELSE, "cannot write to standard output; what was printed is not whole");
    }

    private static boolean isPipe(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
        } catch (IOException e) {
            return false; // of another system, without such links
        }
    }

    private static int unforeseen(Throwable e) {
        var what = e.toString().lines().findFirst().orElse("");
        return fail(ANYTHING_ELSE, "an error in Vireo itself: " + what + "; " + SHOWS_MORE);
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
