package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code vireo graph} on a run. */
final class NetworkGraphTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @BeforeAll
    static void train() {
        CommandLineRun.of("train", "digits", "--epochs", "1", "--out", run());
    }

    private static String run() {
        return folder.resolve("run").toString();
    }

    @Test
    void writesAnImage() throws IOException {
        var file = folder.resolve("net.svg");
        var drawn = CommandLineRun.of("graph", run(), "--out", file.toString());
        assertThat(drawn.err()).isEmpty();
        assertThat(drawn.exit()).isZero();
        assertThat(drawn.lastLine()).isEqualTo("wrote " + file);
        assertThat(Files.readString(file)).startsWith("<svg ").contains("conv1", "[batch, 1, 8, 8]", "[batch, 10]");
    }

    @Test
    void writesTextForGraphvizToAFileOrToStandardOutput() throws IOException {
        var file = folder.resolve("net.DOT");
        assertThat(CommandLineRun.of("graph", run(), "--out", file.toString()).exit())
                .isZero();
        var printed = CommandLineRun.of("graph", run());
        assertThat(printed.err()).isEmpty();
        assertThat(Files.readString(file)).startsWith("digraph network {").isEqualTo(printed.out());
    }

    @Test
    void badInputIsOneLineAndLeavesNothing() {
        refused("graph: --out takes a file that ends in .svg or .dot; got net.png", "graph", run(), "--out", "net.png");
        refused("there is no folder " + folder.resolve("nowhere"), "graph", run(), "--out", in("nowhere/net.svg"));
        refused("there is no folder " + in("nothing") + "; make it with vireo train", "graph", in("nothing"));
        refused("holds no run", "graph", folder.toString(), "--out", in("x.svg"));
        refused("--engine takes", "graph", run(), "--engine", "abacus", "--out", in("x.svg"));
        refused("--data does not go with the recipe digits", "graph", run(), "--data", in("x"), "--out", in("x.svg"));
        refused("Missing", "graph");
        assertThat(folder.resolve("x.svg")).doesNotExist();
    }

    private static String in(String name) {
        return folder.resolve(name).toString();
    }

    private static void refused(String message, String... arguments) {
        var run = CommandLineRun.of(arguments);
        assertThat(run.err()).startsWith("vireo: ").contains(message).hasLineCount(1);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }
}
