package dev.vireo.training.checkpoint;

import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.file.FileErrors;
import dev.vireo.tensor.file.WholeFile;
import dev.vireo.training.state.Placement;
import dev.vireo.training.state.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The file {@code state.json} of a checkpoint: its format, the id of its run, and for each part its values and the sizes
 * and checksums of its files. It also has a checksum of its own, taken while the checksum's digits are zeros. Fields that
 * this version does not know are ignored; a later format is refused.
 */
final class ManifestFile {
    static final String NAME = "state.json";
    static final int FORMAT = 2;

    private static final Pattern CHECKSUM = Pattern.compile("\"checksum\" : \"([0-9a-f]{8})\"");
    private static final String ZEROS = "00000000";

    private ManifestFile() {}

    static void write(Path folder, Manifest manifest) {
        var parts = new LinkedHashMap<String, Object>();
        manifest.parts().forEach((name, part) -> parts.put(name, values(part)));
        var root = new LinkedHashMap<String, Object>();
        root.put("format", FORMAT);
        root.put("checksum", ZEROS);
        root.put("run", manifest.run());
        root.put("parts", parts);
        var file = folder.resolve(NAME);
        var text = new String(JsonFile.bytes(file, root), StandardCharsets.UTF_8);
        var place = CHECKSUM.matcher(text);
        if (!place.find()) {
            throw new IllegalStateException("the manifest has no checksum");
        }
        var digits = checksum(text);
        WholeFile.write(
                file,
                (text.substring(0, place.start(1)) + digits + text.substring(place.end(1)))
                        .getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the manifest of a checkpoint of any format up to this one.
     *
     * @throws VireoException if it is missing, damaged, or of a later format
     */
    static Manifest read(Path folder) {
        var file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new VireoException(folder + " is not a whole checkpoint: it has no " + NAME);
        }
        try {
            var bytes = Files.readAllBytes(file);
            var root = state(file, JsonFile.parse(file, bytes, Map.class));
            if (!root.has("format") && !root.has("checksum")) {
                return FormatOne.manifest(root);
            }
            requireKnown(file, root.integer("format"));
            requireUnchanged(file, new String(bytes, StandardCharsets.UTF_8));
            return manifest(root);
        } catch (IOException e) {
            throw FileErrors.cannot("read", file, e);
        } catch (IllegalArgumentException e) {
            throw new VireoException(file + " is damaged: " + e.getMessage(), e);
        } catch (VireoException e) {
            throw e.getMessage().contains(file.toString())
                    ? e
                    : new VireoException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static void requireKnown(Path file, long format) {
        if (format != FORMAT) {
            throw new VireoException(file + " has the checkpoint format " + format + "; this version of Vireo reads"
                    + " formats 1 and " + FORMAT + ", so use the version that wrote it, or a later one");
        }
    }

    private static void requireUnchanged(Path file, String text) {
        var place = CHECKSUM.matcher(text);
        if (!place.find()
                || !place.group(1)
                        .equals(checksum(text.substring(0, place.start(1)) + ZEROS + text.substring(place.end(1))))) {
            throw new VireoException(file + " is damaged: it does not match its checksum; use another checkpoint");
        }
    }

    private static String checksum(String text) {
        var checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return PartFile.hex(checksum);
    }

    private static Map<String, Object> values(Part part) {
        var values = new LinkedHashMap<String, Object>();
        values.put("placement", part.placement().name());
        values.put(
                "files", part.files().stream().<Object>map(ManifestFile::values).toList());
        values.put("values", part.values());
        return values;
    }

    private static Map<String, Object> values(PartFile file) {
        var values = new LinkedHashMap<String, Object>();
        values.put("name", file.name());
        values.put("bytes", file.bytes());
        values.put("crc32c", file.crc32c());
        return values;
    }

    private static Manifest manifest(State root) {
        var parts = new LinkedHashMap<String, Part>();
        var saved = root.nested("parts");
        saved.values().keySet().forEach(name -> parts.put(name, part(saved.nested(name))));
        return new Manifest(root.text("run"), parts);
    }

    private static Part part(State saved) {
        var files = saved.list("files").stream()
                .map(State::nested)
                .map(file -> new PartFile(file.text("name"), file.integer("bytes"), file.text("crc32c")))
                .toList();
        return new Part(
                Placement.valueOf(saved.text("placement")),
                List.copyOf(files),
                saved.nested("values").values());
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    private static State state(Path file, Map<?, ?> json) {
        return State.ofValues((Map<String, Object>) json);
    }
}
