package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.models.recipe.catalog.Recipes;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Unexpected errors are also one line, with exit code 1. */
final class FailuresTest {
    @Test
    void anInternalErrorIsOneLineThatSaysHowToGetTheStackTrace() {
        assertThat(complaint(() -> Failures.ofExecution(
                        new ArithmeticException("integer overflow"),
                        new Vireo(Recipes.standard()).commandLine(),
                        parsed())))
                .startsWith("vireo: an error in Vireo itself: java.lang.ArithmeticException: integer overflow; ")
                .contains("VIREO_JAVA_OPTS=");
    }

    @Test
    void aTooSmallHeapIsOneLineThatSaysHowToEnlargeIt() {
        assertThat(complaint(() -> Failures.ofError(new OutOfMemoryError("Java heap space"))))
                .startsWith("vireo: out of memory: ")
                .contains("(Java heap space); VIREO_JAVA_OPTS=-Xmx");
    }

    @Test
    void incompatibleLibrariesAreOneLine() {
        assertThat(complaint(() -> Failures.ofError(new NoSuchMethodError("claim\nand more"))))
                .startsWith("vireo: an error in Vireo itself: java.lang.NoSuchMethodError: claim; VIREO_JAVA_OPTS=");
    }

    @Test
    void lostOutputIsAFailure() throws IOException, InterruptedException {
        var full = new File("/dev/full");
        assumeTrue(full.exists(), "there is no device that is always full");
        var process = version().redirectOutput(full).start();
        try (var lines = process.errorReader()) {
            assertThat(lines.lines())
                    .containsExactly("vireo: cannot write to standard output; the output is incomplete");
        }
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void aClosedPipeIsNoError() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/proc/self/fd")), "this system does not show which files are pipes");
        var process = version().start();
        process.getInputStream().close();
        try (var lines = process.errorReader()) {
            assertThat(lines.lines()).isEmpty();
        }
        assertThat(process.waitFor()).isEqualTo(141);
    }

    private static ProcessBuilder version() {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Vireo.class.getName(),
                "--version");
    }

    private static CommandLine.ParseResult parsed() {
        return new Vireo(Recipes.standard()).commandLine().parseArgs("doctor");
    }

    /** Returns the line that a failure with exit code 1 prints. */
    private static String complaint(IntSupplier failure) {
        var err = System.err;
        var complained = new ByteArrayOutputStream();
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            assertThat(failure.getAsInt()).isEqualTo(1);
        } finally {
            System.setErr(err);
        }
        var lines = complained.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
