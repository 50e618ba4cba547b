package dev.vireo.training.callback;

import dev.vireo.tensor.Device;
import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.StepReport;
import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Prints a line for each epoch on standard output. On a terminal it also shows a progress bar with the rate, the loss and
 * the time left on standard error.
 */
public final class ConsoleProgress implements Callback {
    private static final double NANOS = 1e9;

    private final Optional<PrintStream> terminal;
    private @Nullable ProgressBar bar;
    private long begun;
    private long samples;

    /** Shows a bar if standard input and output are a terminal. */
    public ConsoleProgress() {
        this(isTerminal() ? Optional.of(System.err) : Optional.empty());
    }

    ConsoleProgress(Optional<PrintStream> terminal) {
        this.terminal = terminal;
    }

    @Override
    public void onBegin(Device device) {
        if (device.isMeta()) {
            System.out.println(
                    "dry run on meta: shapes, types and devices are checked; losses and metrics have no values (NaN)");
        }
    }

    @Override
    public void onStep(StepReport report) {
        terminal.ifPresent(stream -> draw(report, stream));
    }

    @Override
    public void onEpoch(EpochReport report) {
        onEnd();
        System.out.println(line(report));
    }

    @Override
    public void onEnd() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private void draw(StepReport report, PrintStream stream) {
        var shown = bar;
        if (shown == null) {
            shown = open(report, stream);
            bar = shown;
            begun = System.nanoTime();
            samples = 0; // the rate leaves out the first step, after which the clock starts
        } else {
            samples += report.samples();
        }
        double seconds = Math.max(1, System.nanoTime() - begun) / NANOS;
        shown.setExtraMessage(format("  %.0f samples/s%s", samples / seconds, losses(report.losses())));
        shown.stepTo(report.batch());
    }

    static String line(EpochReport report) {
        var line = new StringBuilder();
        line.append(format("epoch %d/%d", report.epoch(), report.epochs()));
        line.append(losses(report.losses()));
        report.metrics().forEach((name, value) -> line.append(format("  %s %.4f", name, value)));
        return line.append(format("  %.1f s  %.0f samples/s", report.seconds(), report.samplesPerSecond()))
                .toString();
    }

    private static String losses(Map<String, Double> losses) {
        var text = new StringBuilder();
        losses.forEach((name, value) -> text.append(format("  %s %.4f", name, value)));
        return text.toString();
    }

    private static ProgressBar open(StepReport first, PrintStream stream) {
        return new ProgressBarBuilder()
                .setTaskName(format("epoch %d/%d", first.epoch(), first.epochs()))
                .setInitialMax(first.batches())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ErasedAtItsEnd(stream))
                .clearDisplayOnFinish()
                .build();
    }

    /** Closes the bar without printing a line break, which would leave an empty line between epochs. */
    private static final class ErasedAtItsEnd extends ConsoleProgressBarConsumer {
        private final PrintStream stream;

        ErasedAtItsEnd(PrintStream stream) {
            super(stream);
            this.stream = stream;
        }

        @Override
        public void close() {
            stream.flush();
        }
    }

    /**
     * Whether there is a terminal. Before Java 22 a console always is one. Since then it may not be, and has a method
     * that tells.
     */
    private static boolean isTerminal() {
        var console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
