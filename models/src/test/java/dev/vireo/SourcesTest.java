package dev.vireo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks rules for the source files of all modules. */
class SourcesTest {
    private static final Path ROOT = Root.folder();
    private static final List<Path> SOURCES = sources();

    @Test
    void noFilePasses400Lines() {
        assertThat(SOURCES.stream().filter(file -> lines(file).size() > 400).map(ROOT::relativize))
                .isEmpty();
    }

    @Test
    void filesRarelyPass300Lines() {
        var over300 = SOURCES.stream()
                .filter(file -> lines(file).size() > 300)
                .map(ROOT::relativize)
                .toList();
        assertThat(over300).as("at most one file in twenty").hasSizeLessThanOrEqualTo(Math.max(1, SOURCES.size() / 20));
    }

    @Test
    void everyPackageIsDocumentedAndNullMarked() {
        var packages = SOURCES.stream().map(Path::getParent).distinct();
        assertThat(packages.filter(folder -> !describes(folder.resolve("package-info.java")))
                        .map(ROOT::relativize))
                .isEmpty();
    }

    @Test
    void noSourceContainsTodos() {
        assertThat(SOURCES.stream()
                        .filter(file ->
                                lines(file).stream().anyMatch(line -> line.contains("TODO") || line.contains("FIXME")))
                        .map(ROOT::relativize))
                .isEmpty();
    }

    /** Limits the lines of code of each small engine, not counting blank lines and comments. */
    @ParameterizedTest
    @CsvSource({"reference, 1200", "djl, 1500", "nd4j, 1500"})
    void enginesStaySmall(String engine, int bar) {
        var module = ROOT.resolve("core-tensor").resolve("engine-" + engine);
        int lines = SOURCES.stream()
                .filter(file -> file.startsWith(module))
                .mapToInt(file ->
                        (int) lines(file).stream().filter(SourcesTest::isCode).count())
                .sum();
        assertThat(lines).isPositive().isLessThan(bar);
    }

    private static boolean isCode(String line) {
        return !line.isBlank() && !line.strip().matches("(//|/\\*|\\*).*");
    }

    private static boolean describes(Path packageInfo) {
        return Files.exists(packageInfo)
                && lines(packageInfo).contains("@NullMarked")
                && lines(packageInfo).get(0).startsWith("/**");
    }

    private static List<Path> sources() {
        try (var files = Files.walk(ROOT)) {
            return files.filter(SourcesTest::isMainSource).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMainSource(Path file) {
        return file.toString().contains("/src/main/java/") && file.toString().endsWith(".java");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
