package dev.vireo.models.cli;

import dev.vireo.tensor.VireoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folders that engines unpack their native libraries into: one below the home folder, or else the temporary folder. */
final class NativeFolders {
    private static final String HOME = "user.home";
    private static final String TEMPORARY = "java.io.tmpdir";

    private NativeFolders() {}

    /**
     * Checks that one of the folders can be written.
     *
     * @throws VireoException if none can, naming both
     */
    static void requireWritable() {
        if (Stream.of(HOME, TEMPORARY).noneMatch(NativeFolders::isWritable)) {
            throw new VireoException(
                    "cannot unpack native libraries: neither the home folder " + System.getProperty(HOME)
                            + " nor the temporary folder " + System.getProperty(TEMPORARY)
                            + " can be written; choose one by VIREO_JAVA_OPTS=-D" + TEMPORARY + "=DIR");
        }
    }

    private static boolean isWritable(String property) {
        var folder = Path.of(System.getProperty(property, ""));
        return Files.isDirectory(folder) && Files.isWritable(folder);
    }
}
