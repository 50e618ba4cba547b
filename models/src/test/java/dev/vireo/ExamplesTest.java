package dev.vireo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.models.cli.Vireo;
import dev.vireo.tensor.op.OpKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples run, and the README shows them unchanged. */
final class ExamplesTest {
    private static final Path ROOT = Root.folder();
    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Runs each example in a separate process by {@code vireo run}. */
    @ParameterizedTest
    @MethodSource("examples")
    void learns(Path example) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1", // half the processor time for a run of seconds
                        "-cp",
                        System.getProperty("java.class.path"),
                        Vireo.class.getName(),
                        "run",
                        ROOT.resolve("examples").resolve(example).toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        var output = Files.readString(folder.resolve("output"));
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).containsPattern("(?m)^(accuracy (0\\.9[5-9]|1\\.0)|distance of the means 0\\.[0-4])");
    }

    @Test
    void theReadmeShowsThem() throws IOException {
        var shown = CODE.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(block -> code(block.group(1)))
                .toList();
        var files = examples().map(ExamplesTest::read).map(ExamplesTest::code).toList();
        assertThat(shown)
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(block -> assertThat(files)
                        .as(block)
                        .anySatisfy(file -> assertThat(file).contains(block)));
    }

    @Test
    void theReadmeStatesTheNumberOfOperations() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains(" " + OpKeys.all().size() + " operations in tables");
    }

    static Stream<Path> examples() throws IOException {
        try (var files = Files.list(ROOT.resolve("examples"))) {
            return files.map(Path::getFileName).sorted().toList().stream();
        }
    }

    /** Removes indentation and empty lines, which may differ in the README. */
    private static String code(String text) {
        return String.join(
                "\n",
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    }

    private static String read(Path example) {
        try {
            return Files.readString(ROOT.resolve("examples").resolve(example));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
