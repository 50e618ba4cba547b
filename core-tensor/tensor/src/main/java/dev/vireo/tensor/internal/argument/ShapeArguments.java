package dev.vireo.tensor.internal.argument;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;

/** Converts shapes with an unspecified size, and negative dimensions. */
public final class ShapeArguments {
    private ShapeArguments() {}

    /** Replaces the one size that is -1. */
    public static Shape complete(Shape from, long[] sizes) {
        var result = sizes.clone();
        int open = -1;
        long known = 1;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] >= 0) {
                known *= sizes[i];
            } else if (sizes[i] == -1 && open < 0) {
                open = i;
            } else {
                throw new ShapeException("reshape: " + java.util.Arrays.toString(sizes)
                        + " leaves more than one size open; expected at most one -1");
            }
        }
        if (open >= 0) {
            if (known == 0 || from.elements() % known != 0) {
                throw new ShapeException("reshape: " + from + " has " + from.elements() + " elements, which "
                        + java.util.Arrays.toString(sizes) + " cannot divide");
            }
            result[open] = from.elements() / known;
        }
        return Shape.of(result);
    }

    /** Returns the dimensions counted from 0. */
    public static Dims fromZero(Shape shape, int[] dims) {
        var fromZero = new int[dims.length];
        for (int i = 0; i < dims.length; i++) {
            fromZero[i] = shape.dim(dims[i]);
        }
        return Dims.of(fromZero);
    }

    /** Replaces the sizes that are -1 by those of the dimensions that they align with. */
    public static Shape expanded(Shape from, long[] sizes) {
        var result = sizes.clone();
        int offset = sizes.length - from.rank();
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == -1 && i >= offset) {
                result[i] = from.size(i - offset);
            }
        }
        return Shape.of(result);
    }
}
