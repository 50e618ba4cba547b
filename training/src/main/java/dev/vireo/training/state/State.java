package dev.vireo.training.state;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The state of a {@link Stateful} object: named tensors, and named values that JSON can hold.
 *
 * @param tensors by name, in the order in which they are saved
 * @param values by name: strings, booleans, {@code Integer}, {@code Long}, {@code Double}, and lists and maps of these
 */
public record State(Map<String, Tensor> tensors, Map<String, Object> values) {
    /** A state with nothing in it. */
    public static final State EMPTY = new State(Map.of(), Map.of());

    /**
     * Copies both maps and keeps their order.
     *
     * @throws IllegalArgumentException if JSON cannot hold one of the values
     */
    public State {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        values.forEach(State::requireJson);
    }

    /** A state of tensors alone. */
    public static State ofTensors(Map<String, Tensor> tensors) {
        return new State(tensors, Map.of());
    }

    /** A state of values alone. */
    public static State ofValues(Map<String, Object> values) {
        return new State(Map.of(), values);
    }

    /**
     * An integer.
     *
     * @throws VireoException if it is missing or something else
     */
    public long integer(String name) {
        return required(name, "a whole number", State::integer);
    }

    /**
     * A number, also one that is infinite or NaN, which JSON holds as a string.
     *
     * @throws VireoException if it is missing or something else
     */
    public double number(String name) {
        return required(name, "a number", State::number);
    }

    /**
     * True or false.
     *
     * @throws VireoException if it is missing or something else
     */
    public boolean flag(String name) {
        return required(name, "true or false", Boolean.class::cast);
    }

    /**
     * A string.
     *
     * @throws VireoException if it is missing or something else
     */
    public String text(String name) {
        return required(name, "a string", String.class::cast);
    }

    /**
     * A list of values.
     *
     * @throws VireoException if it is missing or something else
     */
    public List<?> list(String name) {
        return required(name, "a list", List.class::cast);
    }

    /**
     * The values of a nested map, as a state of their own.
     *
     * @throws VireoException if it is missing or something else
     */
    public State nested(String name) {
        return required(name, "a map", State::ofMap);
    }

    /**
     * The values of a map in a list, as a state.
     *
     * @throws VireoException if it is not a map
     */
    public static State nested(Object value) {
        try {
            return ofMap(value);
        } catch (ClassCastException e) {
            throw new VireoException("a value is " + value + "; expected a map", e);
        }
    }

    /** Whether there is a value of this name. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * A tensor.
     *
     * @throws VireoException if it is missing
     */
    public Tensor tensor(String name) {
        var tensor = tensors.get(name);
        if (tensor == null) {
            throw new VireoException("the tensor '" + name + "' is missing; there are " + tensors.keySet());
        }
        return tensor;
    }

    private <T> T required(String name, String expected, Function<Object, T> converted) {
        var value = values.get(name);
        if (value == null) {
            throw new VireoException("the value '" + name + "' is missing; there are " + values.keySet());
        }
        try {
            return converted.apply(value);
        } catch (ClassCastException | NumberFormatException e) {
            throw new VireoException("the value '" + name + "' is " + value + "; expected " + expected, e);
        }
    }

    private static long integer(Object value) {
        return value instanceof Integer number ? number.longValue() : (Long) value;
    }

    private static double number(Object value) {
        return value instanceof String text ? Double.parseDouble(text) : ((Number) value).doubleValue();
    }

    private static State ofMap(Object value) {
        var values = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) value).forEach((key, each) -> values.put((String) key, each));
        return ofValues(values);
    }

    private static void requireJson(String name, Object value) {
        if (value instanceof List<?> list) {
            list.forEach(each -> requireJson(name, each));
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                requireJson(name, each);
                if (!(key instanceof String)) {
                    throw new IllegalArgumentException("state: a key of '" + name + "' is " + key + ", no string");
                }
            });
            return;
        }
        boolean scalar = value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double;
        if (!scalar) {
            throw new IllegalArgumentException("state: '" + name + "' is " + value
                    + "; expected a string, boolean, int, long or double, or a list or map of these");
        }
    }
}
