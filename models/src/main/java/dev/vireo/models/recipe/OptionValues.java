package dev.vireo.models.recipe;

import dev.vireo.tensor.VireoException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value for each option of a recipe. Immutable.
 *
 * <pre>{@code
 * double rate = options.get(CommonOptions.LEARNING_RATE);
 * }</pre>
 */
public final class OptionValues {
    private final Map<String, Value<?>> values;

    private OptionValues(Map<String, Value<?>> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** An option with its value. */
    private record Value<T>(Option<T> option, T value) {
        static <T> Value<T> defaultOf(Option<T> option) {
            return new Value<>(option, option.defaultValue());
        }

        Value<T> parse(String text) {
            return new Value<>(option, option.type().parse(text));
        }

        String text() {
            return option.type().print(value);
        }

        Object json() {
            return option.type().json(value);
        }
    }

    /** The default of each option. */
    public static OptionValues defaults(List<Option<?>> options) {
        var values = new LinkedHashMap<String, Value<?>>();
        options.forEach(option -> values.put(option.name(), Value.defaultOf(option)));
        return new OptionValues(values);
    }

    /**
     * The value of an option.
     *
     * @throws VireoException if the recipe has no such option
     */
    public <T> T get(Option<T> option) {
        return option.type().cast(value(option.name()).value());
    }

    /** Whether the recipe has an option of this name. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * The same values with one replaced.
     *
     * @param text the new value, in the form of the command line
     * @throws VireoException if the recipe has no such option
     * @throws IllegalArgumentException if the option does not accept the value: {@code takes a number above 0; got '-1'}
     */
    public OptionValues with(String name, String text) {
        var changed = new LinkedHashMap<>(values);
        changed.put(name, value(name).parse(text));
        return new OptionValues(changed);
    }

    /** The same values with a folder replaced. */
    OptionValues with(Option<Path> option, Path folder) {
        return with(option.name(), folder.toString());
    }

    /** A value as text, in the form of the command line. */
    public String text(String name) {
        return value(name).text();
    }

    /** All values by name, as JSON has them. */
    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> json.put(name, value.json()));
        return json;
    }

    /** The options in which these values differ from others, places aside: {@code epochs 20 instead of 8}. */
    List<String> differences(OptionValues others) {
        var differences = new ArrayList<String>();
        values.forEach((name, value) -> {
            if (!value.option().type().isPlace()) {
                difference(name, value.text(), others.text(name)).ifPresent(differences::add);
            }
        });
        return differences;
    }

    static Optional<String> difference(String what, String own, String other) {
        return own.equals(other) ? Optional.empty() : Optional.of(what + " " + own + " instead of " + other);
    }

    private Value<?> value(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new VireoException(
                    "there is no option '" + name + "'; there are " + String.join(", ", values.keySet()));
        }
        return value;
    }
}
