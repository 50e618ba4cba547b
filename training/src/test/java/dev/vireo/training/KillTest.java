package dev.vireo.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.report.EpochReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed at any moment and resumed gives the same bits as an uninterrupted run. */
final class KillTest {
    private static final int KILLS = 30;
    /** Longer than a step with its checkpoint. */
    private static final int LONGEST_PAUSE_MILLIS = 50;

    @TempDir
    private Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void twoKillsInOneRun() throws IOException, InterruptedException {
        var whole = folder.resolve("whole");
        run(whole);
        var killed = folder.resolve("killed");
        kill(killed, KillRun.STEPS / 2);
        kill(killed, KillRun.STEPS / 2);
        run(killed);
        assertSame(whole, killed, "two kills, seed " + seed);
    }

    /** Run by {@code mvn verify -Pslow -pl training -am -Dtest=KillTest}. */
    @Test
    @Tag("slow")
    void thirtyRunsKilledAtRandomMoments() throws IOException, InterruptedException {
        var whole = folder.resolve("whole");
        run(whole);
        var moments = new HashSet<String>();
        for (int i = 1; i <= KILLS; i++) {
            var killed = folder.resolve("killed-" + i);
            kill(killed, KillRun.STEPS);
            var moment = new Checkpoints(killed)
                    .latest()
                    .map(each -> each.folder().getFileName().toString())
                    .orElse("no checkpoint");
            moments.add(moment);
            run(killed);
            assertSame(whole, killed, "kill " + i + " after " + moment + ", seed " + seed);
            System.out.println("kill " + i + " after " + moment + ": the same bits");
        }
        assertThat(moments).as("different last checkpoints").hasSizeGreaterThan(KILLS / 2);
    }

    private static void assertSame(Path whole, Path killed, String what) throws IOException {
        assertThat(epochs(killed)).as(what).isEqualTo(epochs(whole));
        var expected = new Checkpoints(whole).latest().orElseThrow();
        var found = new Checkpoints(killed).latest().orElseThrow();
        assertThat(found.state().steps()).as(what).isEqualTo(expected.state().steps());
        assertThat(figures(found.state().history()))
                .as(what)
                .isEqualTo(figures(expected.state().history()));
        for (var epoch : epochs(whole)) {
            for (var part : List.of("model", "optimizer", "average")) {
                var file = Path.of(epoch, part + ".safetensors");
                assertThat(killed.resolve(file)).as(what).hasSameBinaryContentAs(whole.resolve(file));
            }
        }
    }

    /** Returns the reports without their timings, which differ between runs. */
    private static List<List<Object>> figures(List<EpochReport> history) {
        return history.stream()
                .map(each -> List.<Object>of(each.losses(), each.metrics(), each.learningRate()))
                .toList();
    }

    private static Set<String> epochs(Path run) throws IOException {
        try (var files = Files.list(run)) {
            var names = new HashSet<String>();
            files.map(each -> each.getFileName().toString())
                    .filter(name -> !name.equals(".lock"))
                    .forEach(names::add);
            return names;
        }
    }

    private static void run(Path checkpoints) throws IOException, InterruptedException {
        var process = start(checkpoints);
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            var printed = output.lines().toList();
            assertThat(process.waitFor()).as("%s", printed).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts a run, and kills it at a random moment after a random number of steps below {@code steps}. */
    private void kill(Path checkpoints, int steps) throws IOException, InterruptedException {
        var process = start(checkpoints);
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            await(output, random.nextInt(steps));
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        } finally {
            process.destroyForcibly().waitFor(); // SIGKILL
        }
    }

    /** Reads until that many steps are done. */
    private static void await(BufferedReader output, int steps) throws IOException {
        int done = 0;
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            done += line.equals(KillRun.STEP) ? 1 : 0;
            if (done > steps) {
                return;
            }
        }
    }

    private static Process start(Path checkpoints) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1", // half the processor time for a run of seconds
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KillRun.class.getName(),
                        checkpoints.toString())
                .redirectErrorStream(true)
                .start();
    }
}
