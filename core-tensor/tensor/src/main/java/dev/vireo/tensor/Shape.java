package dev.vireo.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The sizes of a tensor's dimensions, outermost first. A scalar has the shape {@code []}. Immutable. */
public final class Shape {
    /** The shape of a scalar. */
    public static final Shape SCALAR = new Shape(new long[0]);

    private final long[] sizes;
    private final long elements;

    private Shape(long[] sizes) {
        this.sizes = sizes;
        long product = 1;
        for (long size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("shape " + Arrays.toString(sizes) + ": a size must not be negative");
            }
            product = Math.multiplyExact(product, size);
        }
        this.elements = product;
    }

    /**
     * A shape of these sizes.
     *
     * @throws IllegalArgumentException if a size is negative
     * @throws ArithmeticException if the number of elements does not fit in 63 bits
     */
    public static Shape of(long... sizes) {
        return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
    }

    /** The number of dimensions. */
    public int rank() {
        return sizes.length;
    }

    /** The number of elements: the product of all sizes, 1 for a scalar. */
    public long elements() {
        return elements;
    }

    /**
     * The size of one dimension.
     *
     * @param dim from 0, or from -1 backwards
     */
    public long size(int dim) {
        return sizes[dim(dim)];
    }

    /**
     * Converts a dimension to one counted from 0.
     *
     * @param dim from 0, or from -1 backwards
     * @throws ShapeException if there is no such dimension
     */
    public int dim(int dim) {
        int fromZero = dim < 0 ? dim + sizes.length : dim;
        if (fromZero < 0 || fromZero >= sizes.length) {
            throw new ShapeException("dimension " + dim + " is out of range for a tensor of shape " + this
                    + "; expected " + -sizes.length + " to " + (sizes.length - 1));
        }
        return fromZero;
    }

    /** A copy of the sizes. */
    public long[] toArray() {
        return sizes.clone();
    }

    /** Returns this shape with another size in one dimension. */
    public Shape with(int dim, long size) {
        var changed = sizes.clone();
        changed[dim(dim)] = size;
        return new Shape(changed);
    }

    /** Returns this shape with a dimension inserted at {@code dim}, from 0 to the rank. */
    public Shape insert(int dim, long size) {
        var longer = new long[sizes.length + 1];
        System.arraycopy(sizes, 0, longer, 0, dim);
        longer[dim] = size;
        System.arraycopy(sizes, dim, longer, dim + 1, sizes.length - dim);
        return new Shape(longer);
    }

    /** Returns this shape without one dimension. */
    public Shape remove(int dim) {
        int gone = dim(dim);
        return new Shape(LongStream.range(0, sizes.length)
                .filter(i -> i != gone)
                .map(i -> sizes[(int) i])
                .toArray());
    }

    /** Returns the dimensions from {@code from} (inclusive) to {@code to} (exclusive), each from 0 to the rank. */
    public Shape slice(int from, int to) {
        return of(Arrays.copyOfRange(sizes, from, to));
    }

    /** Returns this shape followed by another. */
    public Shape concat(Shape other) {
        return of(LongStream.concat(Arrays.stream(sizes), Arrays.stream(other.sizes))
                .toArray());
    }

    /**
     * Returns the shape that both broadcast to by NumPy's rules: aligned at the last dimension, sizes must be equal or
     * one of them 1.
     *
     * @throws ShapeException if they do not broadcast
     */
    public Shape broadcast(Shape other) {
        if (equals(other)) {
            return this;
        }
        int rank = Math.max(rank(), other.rank());
        var result = new long[rank];
        for (int i = 1; i <= rank; i++) {
            long mine = i <= rank() ? sizes[rank() - i] : 1;
            long theirs = i <= other.rank() ? other.sizes[other.rank() - i] : 1;
            if (mine != theirs && mine != 1 && theirs != 1) {
                throw new ShapeException("shapes " + this + " and " + other + " do not broadcast: sizes " + mine
                        + " and " + theirs + " at dimension " + -i + "; expected equal sizes, or 1");
            }
            result[rank - i] = mine == 1 ? theirs : mine;
        }
        return new Shape(result);
    }

    /** Whether a tensor of this shape broadcasts to {@code target}. */
    public boolean expandsTo(Shape target) {
        if (rank() > target.rank()) {
            return false;
        }
        int offset = target.rank() - rank();
        for (int i = 0; i < rank(); i++) {
            if (sizes[i] != 1 && sizes[i] != target.sizes[i + offset]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
