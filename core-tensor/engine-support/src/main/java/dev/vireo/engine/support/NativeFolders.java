package dev.vireo.engine.support;

import dev.vireo.tensor.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The folders that engines unpack their native libraries into: one below the home folder, or else the temporary folder.
 */
public final class NativeFolders {
    private static final String HOME = "user.home";
    private static final String TEMPORARY = "java.io.tmpdir";

    private NativeFolders() {}

    /**
     * Checks that one of the folders can be written. JavaCPP and JNA would fail with stack traces that name neither.
     *
     * @param engine the name of the engine, for the message
     * @throws EngineException if none can; the message has both folders
     */
    public static void requireWritable(String engine) {
        if (Stream.of(HOME, TEMPORARY).noneMatch(NativeFolders::isWritable)) {
            throw new EngineException(
                    "engine '" + engine + "': cannot unpack its native libraries: neither the home folder "
                            + System.getProperty(HOME) + " nor the temporary folder " + System.getProperty(TEMPORARY)
                            + " can be written; choose another by -D" + TEMPORARY
                            + "=DIR (VIREO_JAVA_OPTS for ./vireo)");
        }
    }

    private static boolean isWritable(String property) {
        var folder = Path.of(System.getProperty(property, ""));
        return Files.isDirectory(folder) && Files.isWritable(folder);
    }
}
