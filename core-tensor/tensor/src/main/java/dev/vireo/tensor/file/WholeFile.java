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

/** Writes a file completely or not at all: writes to a temporary file beside it and renames that. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes the content to a channel. */
    @FunctionalInterface
    public interface Content {
        /** Writes the content. */
        void write(FileChannel channel) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @throws UncheckedIOException if the file cannot be written, with the reason; an existing file stays unchanged
     */
    public static void write(Path file, byte[] content) {
        write(file, channel -> writeAll(channel, ByteBuffer.wrap(content)));
    }

    /**
     * Writes a file.
     *
     * @throws UncheckedIOException if the file cannot be written, with the reason; an existing file stays unchanged
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
     * Checks, before there is anything to write, that the folder of the file exists and that the file may be replaced.
     * A device must not be replaced, because it would be gone afterwards.
     *
     * @throws UncheckedIOException if the file cannot be written, with the reason
     */
    public static void requirePlace(Path file) {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw cannotWrite(file, "it is a folder");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw cannotWrite(file, "it is a device or a pipe, not a file");
        }
        if (!Files.isDirectory(folder)) {
            throw cannotWrite(file, "there is no folder " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw cannotWrite(file, "the folder " + folder + " is read-only here");
        }
    }

    /** Writes a whole buffer, which a channel may accept in parts. */
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
