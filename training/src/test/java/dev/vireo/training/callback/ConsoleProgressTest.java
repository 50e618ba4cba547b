package dev.vireo.training.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.Progress;
import dev.vireo.training.report.StepReport;
import dev.vireo.training.report.Timing;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConsoleProgressTest {
    private static final StepReport STEP = new StepReport(new Progress(1, 2, 1, 4, 1), 16, Map.of("loss", 0.25), 0.1);
    private static final EpochReport EPOCH =
            new EpochReport(1, 2, Map.of("loss", 0.5), Map.of("accuracy", 0.75), 0.1, new Timing(63, 1.5));

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(drawn, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void printsOneLinePerEpochInAPipe() {
        var progress = new ConsoleProgress(Optional.empty());
        progress.onStep(STEP);
        progress.onEpoch(EPOCH);
        progress.onEnd();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("epoch 1/2  loss 0.5000  accuracy 0.7500  1.5 s  42 samples/s\n");
        assertThat(drawn.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void drawsABarWithRateLossAndTimeOnATerminal() throws InterruptedException {
        var progress = new ConsoleProgress(Optional.of(System.err));
        for (int i = 0; i < 3; i++) {
            progress.onStep(STEP);
            Thread.sleep(300); // longer than the interval at which the bar is redrawn
        }
        progress.onEpoch(EPOCH);
        assertThat(drawn.toString(StandardCharsets.UTF_8))
                .contains("epoch 1/2", "1/4", "loss 0.2500", "samples/s")
                .doesNotContain("\n");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("epoch 1/2  loss 0.5000");
    }
}
