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

/** Records as JSON in files; one that lacks a part, or has a part too many, is refused. */
public final class JsonFile {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    private JsonFile() {}

    /**
     * @throws VireoException if the file is damaged, with the place
     * @throws java.io.UncheckedIOException if it cannot be read, with the reason
     */
    public static <T> T read(Path file, Class<T> type) {
        try {
            var record = JSON.readValue(Files.readAllBytes(file), type);
            if (record == null) {
                throw new VireoException(file + " is damaged: it says null");
            }
            return record;
        } catch (JsonProcessingException e) {
            throw new VireoException(file + " is damaged or cut off, at " + place(e), e);
        } catch (IOException e) {
            throw FileErrors.cannot("read", file, e);
        }
    }

    /**
     * @throws java.io.UncheckedIOException if the file cannot be written, with the reason; what was there stays
     */
    public static void write(Path file, Object content) {
        try {
            WholeFile.write(file, JSON.writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw FileErrors.cannot("write", file, e);
        }
    }

    /** The name of what is wrong, or its line. */
    private static String place(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return "'" + mapping.getPath().get(mapping.getPath().size() - 1).getFieldName() + "'";
        }
        return "line " + e.getLocation().getLineNr();
    }
}
