package dev.vireo.training.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** A program that locks a folder until it is killed or its standard input ends. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (var lock = FolderLock.of(Path.of(arguments[0]))) {
            System.out.println("held");
            while (System.in.read() >= 0) {}
        }
    }
}
