package dev.vireo.formats.dl4j.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.tensor.VireoException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The content of a zip file that DL4J's {@code ModelSerializer} wrote. The updater state and the normalizer are not
 * read.
 *
 * @param configuration the configuration of all layers
 * @param coefficients the coefficients of all layers, concatenated
 */
public record ModelArchive(JsonNode configuration, Nd4jArray coefficients) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final String WITHOUT_COEFFICIENTS = "noParams.marker";
    private static final long LARGEST_CONFIGURATION = 256L << 20;
    /** The largest compression ratio of Deflate. An entry that claims a larger one is damaged. */
    private static final long LARGEST_RATIO = 1032;

    private static final long SMALL = 1024;

    /**
     * Reads a file.
     *
     * @param file a zip file written by {@code ModelSerializer.writeModel}
     * @throws VireoException if the file is not a DL4J model, or is truncated or damaged
     * @throws UncheckedIOException if the file cannot be read
     */
    public static ModelArchive read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new VireoException("dl4j: there is no file " + file);
        }
        try (var zip = new ZipFile(file.toFile())) {
            var configuration = configuration(file, zip);
            return new ModelArchive(configuration, coefficients(file, zip));
        } catch (ZipException e) {
            throw new VireoException("dl4j: " + file + " is damaged or not a zip file: " + e.getMessage(), e);
        } catch (EOFException e) {
            throw new VireoException("dl4j: " + file + " is truncated", e);
        } catch (IOException e) {
            throw new UncheckedIOException("dl4j: cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static JsonNode configuration(Path file, ZipFile zip) throws IOException {
        var entry = entry(file, zip, CONFIGURATION);
        if (entry.getSize() > LARGEST_CONFIGURATION) {
            throw new VireoException("dl4j: " + file + ": " + CONFIGURATION + " has " + entry.getSize()
                    + " bytes; expected at most " + LARGEST_CONFIGURATION);
        }
        byte[] bytes;
        try (var in = checked(zip, entry)) {
            bytes = in.readNBytes((int) entry.getSize());
            requireWhole(file, entry, in);
        }
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) { // includes malformed UTF-8
            throw new VireoException("dl4j: " + file + ": " + CONFIGURATION + " is not JSON", e);
        }
    }

    private static Nd4jArray coefficients(Path file, ZipFile zip) throws IOException {
        var entry = entry(file, zip, COEFFICIENTS);
        if (entry.getSize() == 0 && zip.getEntry(WITHOUT_COEFFICIENTS) != null) {
            return Nd4jArray.EMPTY;
        }
        try (var in = checked(zip, entry)) {
            var data = new DataInputStream(new BufferedInputStream(in, 1 << 16));
            var array = new Nd4jReader(file + ": " + COEFFICIENTS, data, entry.getSize()).read();
            requireWhole(file, entry, in);
            return array;
        }
    }

    private static ZipEntry entry(Path file, ZipFile zip, String name) {
        var entry = zip.getEntry(name);
        if (entry == null) {
            throw new VireoException("dl4j: " + file + " has no " + name + "; expected what ModelSerializer writes");
        }
        if (entry.getSize() < 0 || entry.getSize() > LARGEST_RATIO * entry.getCompressedSize() + SMALL) {
            throw new VireoException("dl4j: " + file + " is damaged: " + name + " claims to have " + entry.getSize()
                    + " bytes, compressed to " + entry.getCompressedSize());
        }
        return entry;
    }

    private static CheckedInputStream checked(ZipFile zip, ZipEntry entry) throws IOException {
        return new CheckedInputStream(zip.getInputStream(entry), new CRC32());
    }

    /** Reads to the end of the entry and compares its checksum. */
    private static void requireWhole(Path file, ZipEntry entry, CheckedInputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
        if (in.getChecksum().getValue() != entry.getCrc()) {
            throw new VireoException("dl4j: " + file + " is damaged: the checksum of " + entry.getName() + " differs");
        }
    }
}
