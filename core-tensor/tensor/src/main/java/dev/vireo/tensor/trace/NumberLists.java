package dev.vireo.tensor.trace;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The types of attributes that hold several numbers: how to take the numbers out, and how to put others in. */
final class NumberLists {
    private static final List<Type<?>> TYPES = List.of(
            new Type<>(Shape.class, Shape::toArray, (shape, numbers) -> Shape.of(numbers)),
            new Type<>(Dims.class, Dims::toLongArray, (dims, numbers) -> dims(numbers)),
            new Type<>(
                    TensorSpec.class, spec -> spec.shape().toArray(), (spec, numbers) -> spec.with(Shape.of(numbers))));

    private NumberLists() {}

    private record Type<T>(Class<T> type, Function<T, long[]> read, BiFunction<T, long[], T> write) {
        long[] numbers(Object value) {
            return read.apply(type.cast(value));
        }

        Object with(Object value, long[] numbers) {
            return write.apply(type.cast(value), numbers);
        }
    }

    /** The numbers; none where the value is of another type. */
    static long[] numbers(Object value) {
        return of(value).map(type -> type.numbers(value)).orElse(new long[0]);
    }

    /** The same value with as many other numbers. */
    static Object with(Object value, long... numbers) {
        return of(value).map(type -> type.with(value, numbers)).orElse(value);
    }

    private static Optional<Type<?>> of(Object value) {
        return TYPES.stream().filter(type -> type.type.isInstance(value)).findFirst();
    }

    private static Dims dims(long... numbers) {
        return Dims.of(Arrays.stream(numbers).mapToInt(Math::toIntExact).toArray());
    }
}
