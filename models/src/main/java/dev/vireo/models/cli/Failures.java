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

/** Failures of commands as one line on standard error, and an exit code. */
final class Failures {
    private static final int BAD_INPUT = 2;
    private static final int ANYTHING_ELSE = 1;
    private static final int BROKEN_PIPE = 141; // the exit code that shells show for SIGPIPE
    private static final Path OUTPUT = Path.of("/proc/self/fd/1");
    private static final String SHOWS_MORE = "VIREO_JAVA_OPTS=-Dorg.slf4j.simpleLogger.log.dev.vireo=debug shows where";
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Arguments that do not fit a command. */
    static int ofParameters(ParameterException e, String... arguments) {
        return fail(BAD_INPUT, ParameterErrors.line(e));
    }

    /** An exception of a command: bad input, or an error in Vireo itself. */
    static int ofExecution(Exception e, CommandLine command, ParseResult parsed) {
        LOG.debug("the command failed", e);
        if (e instanceof FailedCheckException) {
            return fail(ANYTHING_ELSE, firstLine(e));
        }
        return e instanceof VireoException || e instanceof UncheckedIOException || e instanceof IllegalArgumentException
                ? fail(BAD_INPUT, firstLine(e))
                : internal(e);
    }

    /** An error of the JVM: Java's heap is full, or libraries do not fit each other. */
    static int ofError(Error e) {
        LOG.debug("the command failed", e);
        return e instanceof OutOfMemoryError
                ? fail(
                        ANYTHING_ELSE,
                        "out of memory: Java's heap has "
                                + (Runtime.getRuntime().maxMemory() >> 20) + " MB and needs more (" + e.getMessage()
                                + "); VIREO_JAVA_OPTS=-Xmx8g gives it")
                : internal(e);
    }

    /** Output that could not be written. No message if the reader of a pipe has closed it, as {@code head} does. */
    static int ofOutput() {
        if (isPipe(OUTPUT)) {
            return BROKEN_PIPE;
        }
        return fail(ANYTHING_ELSE, "cannot write to standard output; the output is incomplete");
    }

    private static boolean isPipe(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
        } catch (IOException e) {
            return false; // a system without such links
        }
    }

    private static int internal(Throwable e) {
        var what = e.toString().lines().findFirst().orElse("");
        return fail(ANYTHING_ELSE, "an error in Vireo itself: " + what + "; " + SHOWS_MORE);
    }

    private static int fail(int exit, String line) {
        System.err.println("vireo: " + line);
        return exit;
    }

    static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
