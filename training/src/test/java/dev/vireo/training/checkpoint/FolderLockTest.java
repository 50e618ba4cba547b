package dev.vireo.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.vireo.tensor.VireoException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderLockTest {
    @TempDir
    private Path folder;

    @Test
    void aSecondRunInTheProcessIsRefusedUntilTheFirstEnds() {
        try (var lock = FolderLock.of(folder)) {
            assertTaken("in this process");
            assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> FolderLock.of(folder.resolve(".")))
                            .join())
                    .hasCauseInstanceOf(VireoException.class);
        }
        assertFree();
    }

    @Test
    void anotherProcessIsRefusedAndNamesTheHolder() throws IOException, InterruptedException {
        var holder = hold();
        try {
            assertTaken("process " + holder.pid() + "@");
            assertTaken("process " + holder.pid() + "@"); // the refused attempt did not take the lock
            holder.getOutputStream().close();
            assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertFree();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void aKilledProcessLeavesNoLock() throws IOException, InterruptedException {
        var holder = hold();
        assertTaken("process " + holder.pid() + "@");
        holder.destroyForcibly();
        assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertFree();
    }

    /**
     * POSIX releases a process's lock on a file when it closes any channel to it, so an attempt that is refused must
     * not open one.
     */
    @Test
    void anAttemptRefusedInTheSameProcessDoesNotReleaseTheLock() throws IOException, InterruptedException {
        try (var lock = FolderLock.of(folder)) {
            assertTaken("in this process");
            var other = start();
            assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("is in use by another run (process "
                            + ProcessHandle.current().pid())
                    .doesNotContain("held");
        }
    }

    @Test
    void withoutFileLocksARunContinuesWithAWarningAndStillExcludesItsProcess() throws IOException {
        var written = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try (var lock = FolderLock.of(folder, FolderLockTest::withoutLocks)) {
            assertTaken("in this process");
            assertThat(folder.resolve(".lock"))
                    .content()
                    .startsWith(ProcessHandle.current().pid() + "@");
        } finally {
            System.setErr(before);
        }
        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("WARN")
                .contains(folder + ": its file system has no locks (No locks available); make sure that no other run"
                        + " writes here");
        assertFree();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedWithTheReason() throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> FolderLock.of(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write into the folder " + file + ": a file of that name is in the way");
        var closed = Files.createDirectory(folder.resolve("closed"));
        assertThat(closed.toFile().setWritable(false)).isTrue();
        assumeFalse(Files.isWritable(closed), "the superuser may write anywhere");
        assertThatThrownBy(() -> FolderLock.of(closed)).hasMessageEndingWith("closed: permission denied");
    }

    private void assertTaken(String holder) {
        assertThatThrownBy(() -> FolderLock.of(folder))
                .isInstanceOf(VireoException.class)
                .message()
                .startsWith(folder + " is in use by another run (" + holder)
                .endsWith("); wait for it to end, or choose another folder")
                .doesNotContain("\n");
    }

    private void assertFree() {
        try (var lock = FolderLock.of(folder)) {
            assertThat(lock).isNotNull();
        }
    }

    private Process hold() throws IOException {
        var process = start();
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isEqualTo("held");
        return process;
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LockHolder.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** Throws the exception that NFS causes without its lock service. */
    private static FileLock withoutLocks(FileChannel channel) throws IOException {
        throw new IOException("No locks available");
    }
}
