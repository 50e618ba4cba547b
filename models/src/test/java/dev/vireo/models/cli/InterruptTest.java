package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.vireo.training.checkpoint.Checkpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts a run as Ctrl-C does, in a separate process, which the signal ends. */
final class InterruptTest {
    private static final int SIGINT = 2;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void resumesAfterCtrlCWithTheSameResult() throws IOException, InterruptedException {
        assumeFalse(isIgnored(), "interrupts are ignored here, as in a background job of a shell");
        var whole = folder.resolve("whole");
        var parts = folder.resolve("parts");
        assertThat(interrupted(parts, "epoch 2/5")).isEqualTo(130);
        assertThat(new Checkpoints(parts.resolve("checkpoints"))
                        .latest()
                        .orElseThrow()
                        .state()
                        .epoch())
                .isBetween(2, 4);
        assertThat(parts.resolve("metrics.json")).doesNotExist();

        var resumed = CommandLineRun.of("train", "digits", "--resume", "--out", parts.toString());
        var unbroken = CommandLineRun.of("train", "digits", "--epochs", "5", "--out", whole.toString());
        assertThat(resumed.out()).doesNotContain("epoch 2/5").contains("epoch 5/5");
        assertThat(resumed.lastLine()).isEqualTo(unbroken.lastLine()).startsWith("test accuracy");
        assertThat(parts.resolve("checkpoints/epoch-5/model.safetensors"))
                .hasSameBinaryContentAs(whole.resolve("checkpoints/epoch-5/model.safetensors"));
        assertThat(parts.resolve("checkpoints/epoch-5/optimizer.safetensors"))
                .hasSameBinaryContentAs(whole.resolve("checkpoints/epoch-5/optimizer.safetensors"));
    }

    /** Trains five epochs, interrupts after a line with the given beginning, and returns the exit code. */
    private static int interrupted(Path out, String line) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Vireo.class.getName(),
                        "train",
                        "digits",
                        "--epochs",
                        "5",
                        "--out",
                        out.toString())
                .redirectErrorStream(true)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.lines().anyMatch(each -> each.startsWith(line))).isTrue();
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(lines.lines())
                    .last()
                    .asString()
                    .isEqualTo("vireo: interrupted; vireo train digits --resume --out " + out
                            + " continues after its last complete epoch");
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Whether this process ignores interrupts, which its child processes inherit. */
    private static boolean isIgnored() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line ->
                            new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(signals -> signals.testBit(SIGINT - 1));
        }
    }
}
