package dev.vireo.models.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.checkpoint.JsonFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The content of run.json.
 *
 * @param id the id of the run, which its checkpoints have too; empty in files of format 1
 * @param description what the run depends on
 */
record RunFile(String id, RunDescription description) {
    /** The version that this code writes. Version 1 had no "format" and no options but those listed here. */
    private static final int FORMAT = 2;

    private static final List<String> OPTIONS_OF_FORMAT_1 = List.of("epochs", "seed", "precision", "data");

    void write(Path file) {
        var json = new LinkedHashMap<String, Object>();
        json.put("format", FORMAT);
        json.put("run", id);
        json.put("recipe", description.recipe().name());
        json.put("options", description.options().json());
        json.put("engine", description.engine());
        json.put("device", description.device());
        JsonFile.write(file, json);
    }

    /**
     * Reads run.json, of this version or an earlier one.
     *
     * @throws VireoException if it is damaged, of a newer version, or names a recipe or an option that the table does not have
     */
    static RunFile read(Path file, RecipeTable table) {
        return new Reader(file, JsonFile.read(file, JsonNode.class)).content(table);
    }

    /** Reads the parts of one file, and names the file in every error. */
    private record Reader(Path file, JsonNode json) {
        RunFile content(RecipeTable table) {
            if (!json.isObject()) {
                throw damaged("it is not a JSON object");
            }
            int format = json.path("format").asInt(1);
            if (format > FORMAT) {
                throw new VireoException(
                        file + " has the format " + format + " of a newer Vireo; this one reads up to " + FORMAT);
            }
            var recipe = table.named(text("recipe"));
            var defaults = OptionValues.defaults(recipe.options());
            var options = format == 1 ? options1(defaults) : options2(defaults);
            var description = new RunDescription(recipe, options, text("engine"), text("device"));
            return new RunFile(json.path("run").asText(""), description);
        }

        private OptionValues options1(OptionValues defaults) {
            var options = defaults;
            for (var name : OPTIONS_OF_FORMAT_1) {
                var text = text(name);
                if (options.has(name)) { // bundled data have no folder
                    options = with(options, name, text);
                }
            }
            return options;
        }

        /** An option that the file lacks is newer than the file, and has its default. */
        private OptionValues options2(OptionValues defaults) {
            if (!json.path("options").isObject()) {
                throw damaged("it has no 'options'");
            }
            var options = defaults;
            for (var each : json.path("options").properties()) {
                options = with(options, each.getKey(), each.getValue().asText());
            }
            return options;
        }

        private OptionValues with(OptionValues options, String name, String text) {
            try {
                return options.with(name, text);
            } catch (IllegalArgumentException e) {
                throw damaged("'" + name + "' " + e.getMessage());
            } catch (VireoException e) {
                throw new VireoException(file + ": " + e.getMessage() + "; a newer Vireo may have written the file", e);
            }
        }

        private String text(String name) {
            var value = json.path(name);
            if (!value.isValueNode() || value.isNull()) {
                throw damaged("it has no '" + name + "'");
            }
            return value.asText();
        }

        private VireoException damaged(String what) {
            return new VireoException(file + " is damaged: " + what);
        }
    }
}
