package dev.vireo.training.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** Takes a folder and holds it until it is killed, or its input ends. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (var lock = FolderLock.of(Path.of(arguments[0]))) {
            System.out.println("held");
            while (System.in.read() >= 0) {}
        }
    }
}
