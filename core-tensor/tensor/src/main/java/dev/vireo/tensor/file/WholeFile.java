package dev.vireo.tensor.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file that appears whole or not at all: beside its place first, then moved there. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes into a channel. */
    @FunctionalInterface
    public interface Content {
        void write(FileChannel channel) throws IOException;
    }

    /**
     * @throws UncheckedIOException if the file cannot be written, with the reason; what was there stays
     */
    public static void write(Path file, byte[] content) {
        write(file, channel -> writeAll(channel, ByteBuffer.wrap(content)));
    }

    /**
     * @throws UncheckedIOException if the file cannot be written, with the reason; what was there stays
     */
    public static void write(Path file, Content content) {
        requirePlace(file);
        var part = file.resolveSibling(file.getFileName() + ".part");
        try (var unfinished = new Unfinished(() -> remove(part))) {
            try (var channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                content.write(channel);
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(part, e);
            throw FileErrors.cannot("write", file, e);
        } catch (RuntimeException | Error e) {
            discard(part, e);
            throw e;
        }
    }

    /**
     * What can be known before there is anything to write: that there is a folder for the file, and nothing in its place
     * that it must not replace. A device is such, which would be gone afterwards.
     *
     * @throws UncheckedIOException if it cannot be written there, with the reason
     */
    public static void requirePlace(Path file) {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw cannotWrite(file, "it is a folder");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw cannotWrite(file, "it is a device or a pipe, and no file");
        }
        if (!Files.isDirectory(folder)) {
            throw cannotWrite(file, "there is no folder " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw cannotWrite(file, "the folder " + folder + " is read-only here");
        }
    }

    /** All of a buffer, which a channel may take in pieces. */
    public static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static UncheckedIOException cannotWrite(Path file, String reason) {
        return FileErrors.cannot("write", file, new FileSystemException(file.toString(), null, reason));
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw FileErrors.cannot("remove", part, e);
        }
    }

    private static void discard(Path part, Throwable cause) {
        try {
            remove(part);
        } catch (UncheckedIOException e) {
            cause.addSuppressed(e);
        }
    }
}
