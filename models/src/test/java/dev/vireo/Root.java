package dev.vireo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds the root folder of the build. */
final class Root {
    private Root() {}

    /** The nearest folder above the working directory that contains Maven's settings. */
    static Path folder() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve(".mvn")))
                .findFirst()
                .orElseThrow();
    }
}
