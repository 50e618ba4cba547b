package dev.vireo.tensor.op;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Lists all operations. The list is derived from the sealed hierarchy. */
public final class OpKeys {
    private static final List<Object> ALL = List.copyOf(below(Op.class));

    private OpKeys() {}

    /** Returns the keys of all operations: families and constants in the order of declaration, records by name. */
    public static List<Object> all() {
        return ALL;
    }

    /** The name of an operation in messages and reports: {@code Unary.EXP} or {@code Convolution.Conv}. */
    public static String name(Object key) {
        if (key instanceof Enum<?> constant) {
            return constant.getDeclaringClass().getSimpleName() + "." + constant.name();
        }
        var type = (Class<?>) key;
        var family = type.getDeclaringClass();
        return family == null ? type.getSimpleName() : family.getSimpleName() + "." + type.getSimpleName();
    }

    /** The name of an operation in errors and profiles: {@code exp} or {@code conv}. */
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
        // for a family without a permits clause, javac 17 lists them in no particular order
        return Arrays.stream(type.getPermittedSubclasses())
                .sorted(Comparator.comparing(permitted -> permitted.isRecord() ? permitted.getSimpleName() : ""))
                .flatMap(permitted -> below(permitted).stream())
                .toList();
    }
}
