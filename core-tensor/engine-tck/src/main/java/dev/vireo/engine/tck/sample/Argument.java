package dev.vireo.engine.tck.sample;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;

/**
 * One input of a sample. All engines receive the same values.
 *
 * @param shape the shape
 * @param dtype the element type; float64 stands for the floating type under test
 * @param values the elements in row-major order
 */
public record Argument(Shape shape, DType dtype, double[] values) {
    public Argument {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException(values.length + " values do not fill " + shape);
        }
    }

    /** Returns a floating vector. */
    public static Argument of(double... values) {
        return new Argument(Shape.of(values.length), DType.FLOAT64, values);
    }

    /** Returns a floating scalar. */
    public static Argument scalar(double value) {
        return new Argument(Shape.SCALAR, DType.FLOAT64, new double[] {value});
    }

    /** Returns an integral tensor. */
    public static Argument of(DType dtype, Shape shape, double... values) {
        return new Argument(shape, dtype, values);
    }

    /** Returns an int64 vector. */
    public static Argument index(long... values) {
        return index(Shape.of(values.length), values);
    }

    /** Returns an int64 tensor of any shape. */
    public static Argument index(Shape shape, long... values) {
        var doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return new Argument(shape, DType.INT64, doubles);
    }

    /** Returns the same values in another shape. */
    public Argument reshape(long... sizes) {
        return new Argument(Shape.of(sizes), dtype, values);
    }

    /** Returns the same values with one replaced, for finite differences. */
    public Argument with(int position, double value) {
        var changed = values.clone();
        changed[position] = value;
        return new Argument(shape, dtype, changed);
    }

    /** Whether it is cast to the floating type under test, and may have a gradient. */
    public boolean isFloating() {
        return dtype == DType.FLOAT64;
    }

    @Override
    public String toString() {
        return (isFloating() ? "" : dtype + " ") + shape;
    }
}
