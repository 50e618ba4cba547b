package dev.vireo.tensor.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void replacesAnExistingFile() {
        var file = folder.resolve("file");
        WholeFile.write(file, new byte[] {1, 2, 3});
        WholeFile.write(file, new byte[] {4});
        assertThat(file).hasBinaryContent(new byte[] {4});
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFailureKeepsTheExistingFileAndLeavesNoOther() {
        var file = folder.resolve("file");
        WholeFile.write(file, new byte[] {1});
        assertThatThrownBy(() -> WholeFile.write(file, channel -> {
                    WholeFile.writeAll(channel, ByteBuffer.allocate(10));
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + file + ": No space left on device");
        assertThat(file).hasBinaryContent(new byte[] {1});
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void pathsWhereNoFileCanBeWrittenAreRefusedWithTheReason() throws IOException {
        var taken = Files.createDirectory(folder.resolve("taken"));
        refused(taken, "it is a folder");
        refused(folder.resolve("nowhere/file"), "there is no folder " + folder.resolve("nowhere"));
        refused(Path.of("/"), "it is a folder");
        refused(Path.of(""), "it is a folder");
    }

    @Test
    void pipesAndDevicesAreNotReplaced() throws IOException, InterruptedException {
        var pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "there are no pipes here");
        refused(pipe, "it is a device or a pipe, not a file");
        assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther())
                .isTrue();
    }

    @Test
    void aProcessThatExitsLeavesNoIncompleteFile() throws IOException, InterruptedException {
        var file = folder.resolve("file");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Endless.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("writing");
            assertThat(folder.resolve("file.part")).exists();
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** A program that exits while it writes a file. */
    static final class Endless {
        public static void main(String[] arguments) {
            WholeFile.write(Path.of(arguments[0]), channel -> {
                WholeFile.writeAll(channel, ByteBuffer.allocate(10));
                System.out.println("writing");
                while (true) {
                    WholeFile.writeAll(channel, ByteBuffer.allocate(0));
                    Thread.onSpinWait();
                }
            });
        }
    }

    private static void refused(Path file, String reason) {
        assertThatThrownBy(() -> WholeFile.write(file, new byte[1]))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + file + ": " + reason);
    }
}
