package dev.vireo.training.checkpoint;

import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.file.FileErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That one run alone writes into a folder: a lock of the operating system on the file {@code .lock} in it, which ends with
 * the process, however that ends. The file stays, since removing it could give two runs a lock each. On network file
 * systems it holds as far as the server's locks do; where there are none, a warning is logged and the run goes on.
 */
public final class FolderLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);
    private static final String NAME = ".lock";
    /** Beyond the holder's name, which others read: on some systems what is locked cannot be. */
    private static final long LOCKED_BYTE = 1L << 30;
    /**
     * The folders that this process holds. The system's locks belong to a process, and POSIX drops them when any channel to
     * the file closes; so a second run here must be refused before it opens one.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    /** Locks an open file; nothing where another process has. */
    @FunctionalInterface
    interface Locking {
        @Nullable
        FileLock lock(FileChannel channel) throws IOException;
    }

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes a folder, which is made if need be.
     *
     * @throws VireoException if another run has it
     * @throws UncheckedIOException if it cannot be written into, with the reason
     */
    public static FolderLock of(Path folder) {
        return of(folder, channel -> channel.tryLock(LOCKED_BYTE, 1, false));
    }

    /** By a lock of any kind: file systems differ in what they can do. */
    static FolderLock of(Path folder, Locking locking) {
        try {
            Files.createDirectories(folder);
            var place = folder.toRealPath();
            if (!HELD.add(place)) {
                throw taken(folder, "in this process");
            }
            try {
                return new FolderLock(place, locked(folder, locking));
            } catch (IOException | RuntimeException e) {
                HELD.remove(place);
                throw e;
            }
        } catch (IOException e) {
            throw FileErrors.cannot("write into the folder", folder, e);
        }
    }

    /** Gives the folder up. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileErrors.cannot("unlock", folder, e);
        } finally {
            HELD.remove(folder);
        }
    }

    private static FileChannel locked(Path folder, Locking locking) throws IOException {
        var file = folder.resolve(NAME);
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (!isFree(folder, channel, locking)) {
                throw taken(folder, "process " + Files.readString(file));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    ManagementFactory.getRuntimeMXBean().getName().getBytes(StandardCharsets.UTF_8)));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isFree(Path folder, FileChannel channel, Locking locking) {
        try {
            return locking.lock(channel) != null;
        } catch (IOException e) {
            LOG.warn(
                    "{}: its file system has no locks ({}); make sure that no other run writes here",
                    folder,
                    e.getMessage());
            return true;
        }
    }

    private static VireoException taken(Path folder, String holder) {
        return new VireoException(
                folder + " is in use by another run (" + holder + "); wait for it to end, or choose another folder");
    }
}
