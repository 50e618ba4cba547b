package dev.vireo.formats.dl4j.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * The configuration of one layer, or of a part of it such as its activation. Missing or invalid settings raise an error
 * that names the layer.
 */
final class Settings {
    private static final String TYPE = "@class";
    private static final int LONGEST_SHOWN = 60;

    private final String place;
    private final String name;
    private final JsonNode node;

    /**
     * @param place the file and the layer, for error messages
     * @param name the layer's name
     * @param node the settings
     */
    private Settings(String place, String name, JsonNode node) {
        this.place = place;
        this.name = name;
        this.node = node;
    }

    static Settings ofLayer(String file, int index, JsonNode node) {
        var name = node.path("layerName").asText("");
        var place = file + ": layer " + index + (name.isEmpty() ? "" : " '" + name + "'");
        return new Settings(place, name.isEmpty() ? "layer" + index : name.replace('.', '_'), node);
    }

    /** Returns other settings of the same layer. */
    Settings with(JsonNode other) {
        return new Settings(place, name, other);
    }

    /** Returns the name of DL4J's class, without the package if it is {@code ofPackage}. */
    String type(String ofPackage) {
        var type = node.path(TYPE).asText("");
        if (type.isEmpty()) {
            throw refused("has no " + TYPE + "; expected a file of DL4J 1.0.0-beta4 or later");
        }
        return type.startsWith(ofPackage) ? type.substring(ofPackage.length()) : type;
    }

    /** The layer's name, usable as part of a path. */
    String name() {
        return name;
    }

    /** Returns the nested settings under a key. */
    Settings part(String key) {
        return optional(key).orElseThrow(() -> refused("has no '" + key + "'"));
    }

    Optional<Settings> optional(String key) {
        var part = node.path(key);
        return part.isObject() ? Optional.of(new Settings(place, name, part)) : Optional.empty();
    }

    /** Returns the nested settings in a list. */
    Settings[] parts(String key) {
        var list = node.path(key);
        var parts = new Settings[list.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Settings(place, name, list.get(i));
        }
        return parts;
    }

    /** Returns a size from 1 to 2^31 - 1, so that the product of two fits in a long. */
    long size(String key) {
        var value = node.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 1) {
            throw refused("has '" + key + "': " + shown(value) + "; expected a number from 1 to 2^31 - 1");
        }
        return value.asInt();
    }

    double number(String key, double otherwise) {
        var value = node.path(key);
        if (!has(key)) {
            return otherwise;
        }
        if (!value.isNumber()) {
            throw refused("has '" + key + "': " + shown(value) + "; expected a number");
        }
        return value.asDouble();
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    boolean flag(String key, boolean otherwise) {
        return node.path(key).asBoolean(otherwise);
    }

    String text(String key, String otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        var value = node.path(key);
        if (!value.isTextual()) {
            throw refused("has '" + key + "': " + shown(value) + "; expected a text");
        }
        return value.asText();
    }

    /** Returns the enum constant that the setting names, ignoring case. */
    <E extends Enum<E>> E choice(String key, E otherwise) {
        var given = text(key, otherwise.name());
        for (var each : otherwise.getDeclaringClass().getEnumConstants()) {
            if (each.name().equals(given.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        throw refused("has '" + key + "': " + given + ", which is not supported");
    }

    /** Returns the length of a list; 0 if there is none. */
    int count(String key) {
        return node.path(key).size();
    }

    /** Returns a list of {@code count} integers, each at least {@code least}. */
    int[] ints(String key, int count, int least) {
        var list = node.path(key);
        var values = new int[count];
        if (list.size() < count) {
            throw refused("has '" + key + "': " + shown(list) + "; expected " + count + " numbers");
        }
        for (int i = 0; i < count; i++) {
            var value = list.get(i);
            if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < least) {
                throw refused("has '" + key + "': " + shown(list) + "; expected numbers of at least " + least);
            }
            values[i] = value.asInt();
        }
        return values;
    }

    LayerReadException refused(String why) {
        var type = node.path(TYPE).asText("");
        var simple = type.substring(type.lastIndexOf('.') + 1);
        return new LayerReadException("dl4j: " + place + (simple.isEmpty() ? "" : " (" + simple + ")") + " " + why);
    }

    private static String shown(JsonNode value) {
        var text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }
}
