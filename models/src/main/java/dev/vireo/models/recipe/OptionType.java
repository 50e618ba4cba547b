package dev.vireo.models.recipe;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The values that an option accepts, and their form as text. The command line and run.json use the same form.
 *
 * @param <T> the Java type of the values
 */
public final class OptionType<T> {
    private final Class<T> valueType;
    private final String label;
    private final String expected;
    private final Function<String, Optional<T>> parser;
    private final Function<T, String> printer;

    private OptionType(
            Class<T> valueType,
            String label,
            String expected,
            Function<String, Optional<T>> parser,
            Function<T, String> printer) {
        this.valueType = valueType;
        this.label = label;
        this.expected = expected;
        this.parser = parser;
        this.printer = printer;
    }

    /** Whole numbers of 32 bits that are at least {@code least}. */
    public static OptionType<Integer> integer(int least) {
        return new OptionType<>(
                Integer.class,
                "N",
                "a whole number from " + least + " to " + Integer.MAX_VALUE,
                text -> number(text, Integer::valueOf).filter(value -> value >= least),
                String::valueOf);
    }

    /** All whole numbers of 64 bits. */
    public static OptionType<Long> wholeNumber() {
        return new OptionType<>(
                Long.class, "N", "a whole number of 64 bits", text -> number(text, Long::valueOf), String::valueOf);
    }

    /** Finite numbers above 0. */
    public static OptionType<Double> positiveNumber() {
        return decimal("a number above 0", value -> value > 0);
    }

    /** Numbers from {@code least} to {@code largest}, both included. */
    public static OptionType<Double> number(double least, double largest) {
        return decimal("a number from " + least + " to " + largest, value -> value >= least && value <= largest);
    }

    /** The constants of an enum, in lower case and with hyphens. */
    public static <E extends Enum<E>> OptionType<E> oneOf(Class<E> constants) {
        var values = constants.getEnumConstants();
        return new OptionType<>(
                constants,
                "NAME",
                Arrays.stream(values).map(OptionType::nameOf).collect(Collectors.joining(", ")),
                text -> Arrays.stream(values)
                        .filter(value -> nameOf(value).equals(text))
                        .findFirst(),
                OptionType::nameOf);
    }

    /** True or false. On the command line, the option without a value means true. */
    public static OptionType<Boolean> flag() {
        return new OptionType<>(
                Boolean.class,
                "",
                "true or false",
                text -> List.of("true", "false").contains(text) ? Optional.of(Boolean.valueOf(text)) : Optional.empty(),
                String::valueOf);
    }

    /** Folders. They become absolute, so that run.json means the same from another working directory. */
    public static OptionType<Path> folder() {
        return new OptionType<>(
                Path.class,
                "DIR",
                "a folder",
                text -> text.isBlank()
                        ? Optional.empty()
                        : Optional.of(Path.of(text).toAbsolutePath().normalize()),
                String::valueOf);
    }

    /** Whether the option takes no value on the command line. */
    public boolean isFlag() {
        return valueType == Boolean.class;
    }

    /** Whether the values are places in the file system. Two runs may differ in them and still be the same run. */
    public boolean isPlace() {
        return valueType == Path.class;
    }

    /** Whether the values are words such as {@code bf16}, which are clear without the name of the option. */
    public boolean isWord() {
        return valueType.isEnum();
    }

    /** The placeholder for a value in help texts: {@code N}. */
    public String label() {
        return label;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if the text is not one of the values, as in {@code takes a number above 0; got '-1'}
     */
    T parse(String text) {
        return parser.apply(text)
                .orElseThrow(() -> new IllegalArgumentException("takes " + expected + "; got '" + text + "'"));
    }

    /** A value as text that {@link #parse} reads. */
    String print(T value) {
        return printer.apply(value);
    }

    /** A value in JSON: a number, true or false, else text. */
    Object json(T value) {
        return value instanceof Number || value instanceof Boolean ? value : print(value);
    }

    T cast(Object value) {
        return valueType.cast(value);
    }

    private static OptionType<Double> decimal(String expected, Predicate<Double> isAllowed) {
        return new OptionType<>(
                Double.class,
                "X",
                expected,
                text -> number(text, Double::valueOf).filter(value -> Double.isFinite(value) && isAllowed.test(value)),
                OptionType::withoutExponent);
    }

    /** As people write it: 0.0003 and not 3.0E-4. */
    private static String withoutExponent(double value) {
        var text = Double.toString(value);
        boolean isReadable = Math.abs(value) >= 1e-6 && Math.abs(value) < 1e9;
        return isReadable ? new BigDecimal(text).stripTrailingZeros().toPlainString() : text;
    }

    private static <N extends Number> Optional<N> number(String text, Function<String, N> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
