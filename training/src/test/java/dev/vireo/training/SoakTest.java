package dev.vireo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.engine.tck.ResidentMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand training steps leak no memory. This takes minutes: {@code mvn verify -Pslow -pl training -am}. */
@Tag("slow")
class SoakTest {
    private static final int STEPS = 10_000;
    private static final int WARM = 1_000;

    /** A line of {@link SoakRun}'s report. */
    private record Sample(int step, long residentKib, long tensors, long bytes, long leaks) {
        static Sample of(String line) {
            var numbers =
                    Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
            return new Sample((int) numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        }
    }

    @Test
    void memoryDoesNotGrow() throws IOException, InterruptedException {
        assumeTrue(ResidentMemory.isKnown(), "resident memory is read from /proc, which Linux has");
        var samples = samples();
        assertThat(samples).hasSize(STEPS / SoakRun.EVERY);
        var warm = samples.stream()
                .filter(sample -> sample.step() == WARM)
                .findFirst()
                .orElseThrow();
        var after = samples.stream().filter(sample -> sample.step() > WARM).toList();
        assertThat(after).allSatisfy(sample -> {
            assertThat((double) sample.residentKib() / warm.residentKib())
                    .as("resident memory at " + sample + " relative to " + warm)
                    .isBetween(0.95, 1.05);
            assertThat(sample.tensors()).as("tensors at %s", sample).isEqualTo(warm.tensors());
            assertThat(sample.bytes()).as("bytes at %s", sample).isEqualTo(warm.bytes());
            assertThat(sample.leaks()).as("leaks at %s", sample).isZero();
        });
    }

    private static List<Sample> samples() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+DisableExplicitGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SoakRun.class.getName(),
                        Integer.toString(STEPS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            var samples = output.lines().map(Sample::of).toList();
            assertThat(process.waitFor()).as("exit code").isZero();
            return samples;
        } finally {
            process.destroyForcibly();
        }
    }
}
