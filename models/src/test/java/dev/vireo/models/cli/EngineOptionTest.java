package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@code --engine} with engines that can share a process. {@code EngineCommandsTest} tests the others. */
final class EngineOptionTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"train digits", "evaluate", "export", "convert", "doctor"})
    void theHelpNamesAllEnginesAlsoThoseThatAreNotOnTheClasspath(String command) {
        assertThat(Engines.names()).containsExactly("torch", "reference");
        assertThat(CommandLineRun.of((command + " --help").split(" ")).out().replaceAll("\\s+", " "))
                .contains("--engine=NAME")
                .contains(
                        "engine that computes: torch, djl, nd4j, reference; the one that VIREO_ENGINE names, or torch");
    }

    /** The classpath of torch also contains the reference engine. */
    @Test
    void theScriptAddsTheClasspathsOfOtherEngines() throws IOException {
        var script = Files.readString(Path.of("../vireo"));
        var row = Pattern.compile("(?m)^case \\$engine in\\R\\s+(.+)\\) ;;$").matcher(script);
        assertThat(row.find()).isTrue();
        var names = new ArrayList<>(List.of("torch", "reference"));
        names.addAll(List.of(row.group(1).split(" \\| ")));
        assertThat(new EngineOption.Names()).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void doctorChecksTheRequestedEngine() {
        var reference = CommandLineRun.of("doctor", "--engine", "reference");
        assertThat(reference.exit()).isZero();
        assertThat(reference.out().lines())
                .contains("engines    torch, reference", "engine     reference, as --engine says")
                .anyMatch(line -> line.startsWith("arithmetic float64"))
                .noneMatch(line -> line.startsWith("libtorch"));
        var torch = CommandLineRun.of("doctor", "--engine", "torch");
        assertThat(torch.out().lines())
                .contains("engine     torch, as --engine says")
                .anyMatch(line -> line.startsWith("libtorch"));
    }

    @Test
    void anotherEngineEvaluatesAndExportsARunOfTorch() {
        var out = folder.resolve("run").toString();
        var run = CommandLineRun.of("train", "digits", "--epochs", "1", "--out", out);
        assertThat(run.exit()).as(run.err()).isZero();
        var evaluated = CommandLineRun.of("evaluate", out, "--engine", "reference");
        assertThat(evaluated.lastLine()).as(evaluated.err()).isEqualTo(run.lastLine());
        var file = folder.resolve("digits.onnx").toString();
        var exported = CommandLineRun.of("export", out, "--onnx", file, "--engine", "reference");
        assertThat(exported.err()).isEmpty();
        assertThat(exported.out()).startsWith("wrote " + file + ", largest difference in ONNX Runtime");
    }
}
