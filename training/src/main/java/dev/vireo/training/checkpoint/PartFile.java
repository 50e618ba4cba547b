package dev.vireo.training.checkpoint;

import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.file.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of a checkpoint, with its size and checksum, which reveal whether it has changed since it was written.
 *
 * @param bytes its size; negative if neither size nor checksum are known, as in format 1
 * @param crc32c the checksum of its content, as eight hexadecimal digits (RFC 3720)
 */
record PartFile(String name, long bytes, String crc32c) {
    private static final int BLOCK = 1 << 20;

    /** A file of format 1, which has no checksums. */
    static PartFile unchecked(String name) {
        return new PartFile(name, -1, "");
    }

    /** The size and the checksum of a file that has been written. */
    static PartFile of(Path file) {
        try {
            return new PartFile(file.getFileName().toString(), Files.size(file), hex(checksum(file)));
        } catch (IOException e) {
            throw FileErrors.cannot("read", file, e);
        }
    }

    /**
     * The file in a checkpoint's folder, if it is unchanged.
     *
     * @throws VireoException if it is missing or differs from what was written
     */
    Path verified(Path folder) {
        var file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new VireoException(folder + " is not a whole checkpoint: it has no " + name);
        }
        if (bytes < 0) {
            return file;
        }
        var found = of(file);
        if (found.bytes != bytes) {
            throw new VireoException(file + " is damaged: it has " + found.bytes + " bytes, and " + bytes
                    + " were written; use another checkpoint");
        }
        if (!found.crc32c.equals(crc32c)) {
            throw new VireoException(file + " is damaged, or of another checkpoint: its checksum is " + found.crc32c
                    + ", and " + crc32c + " was written; use another checkpoint");
        }
        return file;
    }

    static String hex(CRC32C checksum) {
        return String.format("%08x", checksum.getValue());
    }

    private static CRC32C checksum(Path file) throws IOException {
        var checksum = new CRC32C();
        var block = ByteBuffer.allocateDirect(BLOCK);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(block) >= 0) {
                checksum.update(block.flip());
                block.clear();
            }
        }
        return checksum;
    }
}
