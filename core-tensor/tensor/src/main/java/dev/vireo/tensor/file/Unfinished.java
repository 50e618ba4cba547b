package dev.vireo.tensor.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file while it is being written: where the process ends meanwhile, as by Ctrl-C, it goes too. */
final class Unfinished implements AutoCloseable {
    private final Thread removal;

    Unfinished(Path part) {
        removal = new Thread(() -> remove(part), "vireo-unfinished-file");
        try {
            Runtime.getRuntime().addShutdownHook(removal);
        } catch (IllegalStateException e) {
            throw new IllegalStateException("the process is ending; " + part + " is not begun", e);
        }
    }

    /** It is finished, or has been given up. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(removal);
        } catch (IllegalStateException e) {
            return; // the process is ending, and the removal on its way
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            System.err.println(FileErrors.cannot("remove", part, e).getMessage());
        }
    }
}
