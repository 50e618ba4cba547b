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
 * Ensures that only one run writes into a folder, by an operating-system lock on the file {@code .lock} in it. The lock
 * ends with the process, however that ends. The file stays, because deleting it could give two runs a lock each. On
 * network file systems the lock is as reliable as the server's. Where locks are not supported, a warning is logged and
 * the run continues.
 */
public final class FolderLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);
    private static final String NAME = ".lock";
    /**
     * The position of the lock lies beyond the holder's name, because on some systems a locked range cannot be read.
     */
    private static final long LOCKED_BYTE = 1L << 30;
    /**
     * The folders that this process has locked. System locks belong to a process, and POSIX releases them when any
     * channel to the file is closed. A second run in this process must therefore be refused before it opens the file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    /** Locks an open file. Returns nothing if another process holds the lock. */
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
     * Locks a folder, and creates it if necessary.
     *
     * @throws VireoException if another run holds the lock
     * @throws UncheckedIOException if the folder cannot be written into, with the reason
     */
    public static FolderLock of(Path folder) {
        return of(folder, channel -> channel.tryLock(LOCKED_BYTE, 1, false));
    }

    /** Locks a folder with a given kind of lock, because file systems differ in what they support. */
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

    /** Releases the folder. */
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
