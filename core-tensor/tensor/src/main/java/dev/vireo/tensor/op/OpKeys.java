package dev.vireo.tensor.op;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** All operations there are, read off the sealed hierarchy, so that no list has to be kept. */
public final class OpKeys {
    private static final List<Object> ALL = List.copyOf(below(Op.class));

    private OpKeys() {}

    /** The key of every operation: families and constants in the order of declaration, records by name. */
    public static List<Object> all() {
        return ALL;
    }

    /** {@code Unary.EXP} or {@code Convolution.Conv}: for messages and reports. */
    public static String name(Object key) {
        if (key instanceof Enum<?> constant) {
            return constant.getDeclaringClass().getSimpleName() + "." + constant.name();
        }
        var type = (Class<?>) key;
        var family = type.getDeclaringClass();
        return family == null ? type.getSimpleName() : family.getSimpleName() + "." + type.getSimpleName();
    }

    /** {@code exp} or {@code conv}: as errors and profiles name the operation. */
    public static String label(Op op) {
        var name =
                op instanceof Enum<?> constant ? constant.name() : op.getClass().getSimpleName();
        return op instanceof Enum<?>
                ? name.toLowerCase(java.util.Locale.ROOT)
                : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static List<Object> below(Class<?> type) {
        if (type.isEnum()) {
            return List.of(type.getEnumConstants());
        }
        if (!type.isInterface()) {
            return List.of(type);
        }
        // where a family does not list its records, javac 17 does in no order
        return Arrays.stream(type.getPermittedSubclasses())
                .sorted(Comparator.comparing(permitted -> permitted.isRecord() ? permitted.getSimpleName() : ""))
                .flatMap(permitted -> below(permitted).stream())
                .toList();
    }
}
