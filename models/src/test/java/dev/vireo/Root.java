package dev.vireo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the whole build is. */
final class Root {
    private Root() {}

    /** The nearest folder above the working directory that has Maven's settings. */
    static Path folder() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve(".mvn")))
                .findFirst()
                .orElseThrow();
    }
}
