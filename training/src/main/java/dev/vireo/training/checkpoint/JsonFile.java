package dev.vireo.training.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.file.FileErrors;
import dev.vireo.tensor.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Records and maps as JSON in files. A record that lacks a field, or has an unknown one, is refused. */
public final class JsonFile {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    private JsonFile() {}

    /**
     * Reads a file.
     *
     * @throws VireoException if the file is damaged, with the place
     * @throws java.io.UncheckedIOException if it cannot be read, with the reason
     */
    public static <T> T read(Path file, Class<T> type) {
        try {
            return parse(file, Files.readAllBytes(file), type);
        } catch (IOException e) {
            throw FileErrors.cannot("read", file, e);
        }
    }

    /**
     * Writes a file completely or not at all.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written, with the reason; what was there stays
     */
    public static void write(Path file, Object content) {
        WholeFile.write(file, bytes(file, content));
    }

    /** The content of a file that has been read. */
    static <T> T parse(Path file, byte[] content, Class<T> type) throws IOException {
        try {
            var record = JSON.readValue(content, type);
            if (record == null) {
                throw new VireoException(file + " is damaged: it says null");
            }
            return record;
        } catch (JsonProcessingException e) {
            throw new VireoException(file + " is damaged or cut off, at " + place(e), e);
        }
    }

    /** The content of a file to be written. */
    static byte[] bytes(Path file, Object content) {
        try {
            return JSON.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw FileErrors.cannot("write", file, e);
        }
    }

    /** The name of the field that is wrong, or else the line. */
    private static String place(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return "'" + mapping.getPath().get(mapping.getPath().size() - 1).getFieldName() + "'";
        }
        return "line " + e.getLocation().getLineNr();
    }
}
