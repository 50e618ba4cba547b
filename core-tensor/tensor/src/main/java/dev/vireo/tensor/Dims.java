package dev.vireo.tensor;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * An immutable list of small integers, such as the dimensions of a reduction, or one entry per dimension for a window's
 * kernel, stride, padding or dilation.
 */
public final class Dims {
    private static final Dims NONE = new Dims(new int[0]);

    private final int[] values;

    private Dims(int[] values) {
        this.values = values;
    }

    /** A list of these values. */
    public static Dims of(int... values) {
        return values.length == 0 ? NONE : new Dims(values.clone());
    }

    /** The list {@code from, from + 1, ..., to - 1}. */
    public static Dims range(int from, int to) {
        var values = new int[to - from];
        Arrays.setAll(values, i -> from + i);
        return of(values);
    }

    /** A list that repeats one value {@code count} times. */
    public static Dims filled(int count, int value) {
        var values = new int[count];
        Arrays.fill(values, value);
        return of(values);
    }

    /** The number of values. */
    public int size() {
        return values.length;
    }

    /** The value at an index from 0. */
    public int at(int index) {
        return values[index];
    }

    /** Whether a value occurs. */
    public boolean contains(int value) {
        for (int each : values) {
            if (each == value) {
                return true;
            }
        }
        return false;
    }

    /** The first value that occurs twice; empty if all are distinct. */
    public OptionalInt repeated() {
        for (int i = 1; i < values.length; i++) {
            for (int j = 0; j < i; j++) {
                if (values[j] == values[i]) {
                    return OptionalInt.of(values[i]);
                }
            }
        }
        return OptionalInt.empty();
    }

    /** A copy as an array. */
    public int[] toArray() {
        return values.clone();
    }

    /** A copy as an array of longs. */
    public long[] toLongArray() {
        var longs = new long[values.length];
        Arrays.setAll(longs, i -> values[i]);
        return longs;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Dims dims && Arrays.equals(values, dims.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
