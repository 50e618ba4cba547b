package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What nobody foresaw is one line, too, with exit 1. */
final class FailuresTest {
    @Test
    void anErrorOfVireosOwnIsOneLineThatSaysHowToSeeWhere() {
        assertThat(complaint(() -> Failures.ofExecution(
                        new ArithmeticException("integer overflow"), new CommandLine(new Vireo()), parsed())))
                .startsWith("vireo: an error in Vireo itself: java.lang.ArithmeticException: integer overflow; ")
                .contains("VIREO_JAVA_OPTS=");
    }

    @Test
    void aHeapThatIsTooSmallIsOneLineThatSaysHowToGiveMore() {
        assertThat(complaint(() -> Failures.ofMemory(new OutOfMemoryError("Java heap space"))))
                .startsWith("vireo: out of memory: ")
                .contains("(Java heap space); VIREO_JAVA_OPTS=-Xmx");
    }

    @Test
    void outputThatIsLostIsNotASuccess() {
        var out = System.out;
        System.setOut(new PrintStream(new Full(), true, StandardCharsets.UTF_8));
        try {
            assertThat(complaint(() -> Vireo.run("--version"))).startsWith("vireo: cannot write to standard output");
        } finally {
            System.setOut(out);
        }
    }

    /** A full disk. */
    private static final class Full extends OutputStream {
        @Override
        public void write(int each) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    private static CommandLine.ParseResult parsed() {
        return new CommandLine(new Vireo()).parseArgs("doctor");
    }

    /** The one line of a failure that gives 1. */
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
