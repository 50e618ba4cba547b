package dev.vireo.models.recipe;

import java.util.regex.Pattern;

/**
 * An option of a recipe: {@code --name} on the command line, {@code name} in run.json.
 *
 * @param <T> the type of its values
 * @param name lower case, with hyphens: {@code batch-size}
 * @param description a few words for the help text
 * @param type the allowed values
 * @param defaultValue the value where none is given
 */
public record Option<T>(String name, String description, OptionType<T> type, T defaultValue) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /**
     * An option.
     *
     * @throws IllegalArgumentException if the name has other characters, or the default is not an allowed value
     */
    public Option {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "option '" + name + "': expected a name of lower-case letters, digits and hyphens");
        }
        try {
            type.parse(type.print(defaultValue));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the default of --" + name + ": it " + e.getMessage(), e);
        }
    }

    /** The same option with another default: recipes share options and differ in their defaults. */
    public Option<T> withDefault(T value) {
        return new Option<>(name, description, type, value);
    }

    /** The default as text. */
    public String printedDefault() {
        return type.print(defaultValue);
    }

    /** The name as the command line has it: {@code --batch-size}. */
    public String flag() {
        return "--" + name;
    }
}
