package dev.vireo.engine.tck.sample;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;

/**
 * One input of a sample: values that every engine is given alike.
 *
 * @param dtype the element type; float64 stands for whichever floating type is under test
 * @param values in row-major order
 */
public record Argument(Shape shape, DType dtype, double[] values) {
    public Argument {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException(values.length + " values do not fill " + shape);
        }
    }

    /** A floating vector of given values. */
    public static Argument of(double... values) {
        return new Argument(Shape.of(values.length), DType.FLOAT64, values);
    }

    /** A floating scalar. */
    public static Argument scalar(double value) {
        return new Argument(Shape.SCALAR, DType.FLOAT64, new double[] {value});
    }

    /** Whole numbers of one type. */
    public static Argument of(DType dtype, Shape shape, double... values) {
        return new Argument(shape, dtype, values);
    }

    /** An int64 vector. */
    public static Argument index(long... values) {
        return index(Shape.of(values.length), values);
    }

    /** An int64 index of any shape. */
    public static Argument index(Shape shape, long... values) {
        var doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return new Argument(shape, DType.INT64, doubles);
    }

    /** The same values in another shape. */
    public Argument reshape(long... sizes) {
        return new Argument(Shape.of(sizes), dtype, values);
    }

    /** The same numbers with one replaced: for tests of slopes. */
    public Argument with(int position, double value) {
        var changed = values.clone();
        changed[position] = value;
        return new Argument(shape, dtype, changed);
    }

    /** Whether it takes the type under test, and may have a gradient. */
    public boolean isFloating() {
        return dtype == DType.FLOAT64;
    }

    @Override
    public String toString() {
        return (isFloating() ? "" : dtype + " ") + shape;
    }
}
