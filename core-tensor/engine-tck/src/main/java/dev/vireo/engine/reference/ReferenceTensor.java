package dev.vireo.engine.reference;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.NativeTensor;

/**
 * Elements in an array of doubles: the one at index {@code [i, j, ...]} lies at {@code start + i strides[0] + j
 * strides[1] + ...}. Views share the array. Whole numbers are exact up to 2^53. On meta the array is empty.
 *
 * @param values the memory, not copied
 */
record ReferenceTensor(TensorSpec spec, double[] values, int start, int[] strides) implements NativeTensor {
    static ReferenceTensor of(NativeTensor tensor) {
        return (ReferenceTensor) tensor;
    }

    /** Zeros in row-major order. */
    static ReferenceTensor allocate(TensorSpec spec) {
        int size = spec.device().isMeta() ? 0 : Math.toIntExact(spec.shape().elements());
        return new ReferenceTensor(spec, new double[size], 0, rowMajor(spec.shape()));
    }

    Shape shape() {
        return spec.shape();
    }

    DType dtype() {
        return spec.dtype();
    }

    int size(int dim) {
        return Math.toIntExact(spec.shape().size(dim));
    }

    int rank() {
        return strides.length;
    }

    /** Memory goes with the array. */
    @Override
    public void close() {}

    /** The value at a place in memory. */
    double get(int place) {
        return values[place];
    }

    /** Writes a value, rounded to the type. */
    void set(int place, double value) {
        values[place] = Numbers.round(value, dtype());
    }

    /** Where each element lies, in row-major order. */
    int[] places() {
        var places = new int[Math.toIntExact(shape().elements())];
        if (places.length > 0) {
            places[0] = start;
            int known = 1;
            // From the innermost dimension on, each one repeats what is known at a distance.
            for (int dim = rank() - 1; dim >= 0; dim--) {
                int block = known;
                for (int i = 1; i < size(dim); i++) {
                    for (int j = 0; j < block; j++) {
                        places[known++] = places[j] + i * strides[dim];
                    }
                }
            }
        }
        return places;
    }

    boolean isContiguous() {
        var dense = rowMajor(shape());
        for (int dim = 0; dim < rank() && shape().elements() > 0; dim++) {
            if (size(dim) != 1 && strides[dim] != dense[dim]) {
                return false;
            }
        }
        return true;
    }

    /** The same elements in row-major order; for dense tensors only. */
    ReferenceTensor reshape(Shape shape) {
        return new ReferenceTensor(spec.with(shape), values, start, rowMajor(shape));
    }

    /** Dimension i of the view is dimension {@code dims[i]} of this. */
    ReferenceTensor permute(int... dims) {
        var sizes = new long[dims.length];
        var moved = new int[dims.length];
        for (int i = 0; i < dims.length; i++) {
            sizes[i] = size(dims[i]);
            moved[i] = strides[dims[i]];
        }
        return new ReferenceTensor(spec.with(Shape.of(sizes)), values, start, moved);
    }

    /** One dimension last, the others in their order. */
    ReferenceTensor last(int dim) {
        var dims = new int[rank()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = i < dim ? i : i + 1;
        }
        if (dims.length > 0) {
            dims[dims.length - 1] = dim;
        }
        return permute(dims);
    }

    /** Broadcast: dimensions of size 1, and missing leading ones, are walked without a step. */
    ReferenceTensor expand(Shape shape) {
        var steps = new int[shape.rank()];
        int missing = shape.rank() - rank();
        for (int dim = 0; dim < rank(); dim++) {
            steps[dim + missing] = size(dim) == shape.size(dim + missing) ? strides[dim] : 0;
        }
        return new ReferenceTensor(spec.with(shape), values, start, steps);
    }

    /** {@code count} indices of a dimension, from {@code from} on, {@code step} apart. */
    ReferenceTensor slice(int dim, int from, int count, int step) {
        var steps = strides.clone();
        steps[dim] *= step;
        return new ReferenceTensor(spec.with(shape().with(dim, count)), values, start + from * strides[dim], steps);
    }

    /** A dimension of size 1 inserted. */
    ReferenceTensor unsqueeze(int dim) {
        var steps = new int[rank() + 1];
        System.arraycopy(strides, 0, steps, 0, dim);
        System.arraycopy(strides, dim, steps, dim + 1, rank() - dim);
        return new ReferenceTensor(spec.with(shape().insert(dim, 1)), values, start, steps);
    }

    private static int[] rowMajor(Shape shape) {
        var strides = new int[shape.rank()];
        int stride = 1;
        for (int dim = shape.rank() - 1; dim >= 0; dim--) {
            strides[dim] = stride;
            stride *= Math.toIntExact(shape.size(dim));
        }
        return strides;
    }
}
