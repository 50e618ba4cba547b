package dev.vireo.tensor.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Explains why a file could not be read or written, because the messages of these exceptions are often just a path. */
public final class FileErrors {
    private FileErrors() {}

    /** Returns an error such as {@code cannot write run/metrics.json: permission denied}. */
    public static UncheckedIOException cannot(String what, Path file, IOException cause) {
        return new UncheckedIOException("cannot " + what + " " + file + ": " + reason(cause), cause);
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file of that name is in the way";
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason();
        }
        return e instanceof EOFException || e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
