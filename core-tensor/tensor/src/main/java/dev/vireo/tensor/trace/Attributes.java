package dev.vireo.tensor.trace;

import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Op;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The attributes of an operation by name, read off its record: numbers one by one, all else as it is. */
final class Attributes {
    private final Op op;
    private final Map<String, Object> components = new LinkedHashMap<>();
    private final Map<String, Double> numbers = new LinkedHashMap<>();

    private Attributes(Op op) {
        this.op = op;
        if (op instanceof Record) {
            for (var component : op.getClass().getRecordComponents()) {
                add(component.getName(), read(op, component));
            }
        }
    }

    static Attributes of(Op op) {
        return new Attributes(op);
    }

    /** All numbers, in the order of the record's components: {@code start}, {@code shape[0]}. */
    Map<String, Double> numbers() {
        return numbers;
    }

    /**
     * One number.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    double number(String name) {
        var number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException(op + " has no attribute " + name + "; it has " + numbers.keySet());
        }
        return number;
    }

    /** The names of the numbers of one list. */
    List<String> positions(String list) {
        if (!components.containsKey(list)) {
            throw new IllegalArgumentException(op + " has no attribute " + list + "; it has " + components.keySet());
        }
        return numbers.keySet().stream()
                .filter(name -> name.startsWith(list + "["))
                .toList();
    }

    /** Whether another operation differs in its numbers at most: the same kind, with lists of the same lengths. */
    boolean matches(Attributes other) {
        return op.key().equals(other.op.key())
                && numbers.keySet().equals(other.numbers.keySet())
                && rest().equals(other.rest());
    }

    /** The same operation with some numbers changed. */
    Op with(Map<String, Double> changed) {
        var arguments = components.entrySet().stream()
                .map(component -> changed(component.getKey(), component.getValue(), changed))
                .toArray();
        try {
            return (Op) constructor(op.getClass()).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("operations are public records", e);
        }
    }

    /** Text such as {@code [shape=[batch, 4]]}; empty if there are no attributes. */
    String describe(Map<String, Size> dynamic) {
        var texts = new ArrayList<String>();
        components.forEach((name, value) -> texts.add(name + "=" + describe(name, value, dynamic)));
        return texts.isEmpty() ? "" : "[" + String.join(", ", texts) + "]";
    }

    private String describe(String name, Object value, Map<String, Size> dynamic) {
        if (dynamic.containsKey(name)) {
            return dynamic.get(name) + "";
        }
        var positions = positions(name);
        if (positions.stream().noneMatch(dynamic::containsKey)) {
            return value.toString();
        }
        var dtype = value instanceof TensorSpec spec ? spec.dtype() + " " : "";
        return positions.stream()
                .map(each -> dynamic.containsKey(each) ? dynamic.get(each) + "" : Long.toString((long) number(each)))
                .collect(Collectors.joining(", ", dtype + "[", "]"));
    }

    private void add(String name, Object value) {
        components.put(name, value);
        if (value instanceof Number number) {
            numbers.put(name, number.doubleValue());
            return;
        }
        var list = NumberLists.numbers(value);
        for (int i = 0; i < list.length; i++) {
            numbers.put(name + "[" + i + "]", (double) list[i]);
        }
    }

    /** The components with 0 for all numbers: flags, modes, types remain. */
    private List<Object> rest() {
        return components.values().stream()
                .map(value -> value instanceof Number
                        ? 0
                        : NumberLists.with(value, new long[NumberLists.numbers(value).length]))
                .toList();
    }

    private static Object changed(String name, Object value, Map<String, Double> changed) {
        if (value instanceof Number number) {
            return changed.containsKey(name) ? like(number, changed.get(name)) : number;
        }
        var list = NumberLists.numbers(value);
        for (int i = 0; i < list.length; i++) {
            list[i] =
                    changed.getOrDefault(name + "[" + i + "]", (double) list[i]).longValue();
        }
        return NumberLists.with(value, list);
    }

    private static Object like(Number old, double value) {
        if (old instanceof Integer) {
            return Math.toIntExact((long) value);
        }
        return old instanceof Long ? (Object) (long) value : (Object) value;
    }

    private static Constructor<?> constructor(Class<?> type) throws NoSuchMethodException {
        var types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        return type.getDeclaredConstructor(types);
    }

    private static Object read(Op op, RecordComponent component) {
        try {
            return component.getAccessor().invoke(op);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("operations are public records", e);
        }
    }
}
