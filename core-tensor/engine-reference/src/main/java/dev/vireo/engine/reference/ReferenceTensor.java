package dev.vireo.engine.reference;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.NativeTensor;

/**
 * A strided look at an array: the element at index {@code [i, j, ...]} lies at {@code start + i strides[0] + j strides[1]
 * + ...}. Views share the array. On meta it is empty.
 *
 * @param elements the array, not copied
 */
record ReferenceTensor(TensorSpec spec, Elements elements, int start, int[] strides) implements NativeTensor {
    static ReferenceTensor of(NativeTensor tensor) {
        return (ReferenceTensor) tensor;
    }

    /** Zeros in row-major order. */
    static ReferenceTensor allocate(TensorSpec spec) {
        int size = spec.device().isMeta() ? 0 : Math.toIntExact(spec.shape().elements());
        return new ReferenceTensor(spec, Elements.allocate(spec.dtype(), size), 0, rowMajor(spec.shape()));
    }

    Shape shape() {
        return spec.shape();
    }

    DType dtype() {
        return spec.dtype();
    }

    Device device() {
        return spec.device();
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

    /** Whether elements are computed with as longs and not as doubles. */
    boolean isWhole() {
        return !dtype().isFloating();
    }

    /** The value at a place in memory. */
    double real(int place) {
        return elements.real(place);
    }

    /** The value at a place in memory, of an integral type or bool. */
    long whole(int place) {
        return elements.whole(place);
    }

    /** Writes a value, rounded to the type. */
    void set(int place, double value) {
        elements.set(place, value);
    }

    /** Writes a value, wrapped around in the type. */
    void set(int place, long value) {
        elements.set(place, value);
    }

    /** Writes an element of another tensor, cast to this one's type. */
    void set(int place, ReferenceTensor source, int from) {
        if (source.isWhole()) {
            set(place, source.whole(from));
        } else {
            set(place, source.real(from));
        }
    }

    /** Writes all elements of a tensor of the same shape that shares no memory with this one. */
    void copy(ReferenceTensor source) {
        var from = source.places();
        var to = places();
        for (int i = 0; i < to.length; i++) {
            set(to[i], source, from[i]);
        }
    }

    /** Where each element lies, in row-major order; on meta none does. */
    int[] places() {
        var places = new int[device().isMeta() ? 0 : Math.toIntExact(shape().elements())];
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
        return new ReferenceTensor(spec.with(shape), elements, start, rowMajor(shape));
    }

    /** Dimension i of the view is dimension {@code dims[i]} of this. */
    ReferenceTensor permute(int... dims) {
        var sizes = new long[dims.length];
        var moved = new int[dims.length];
        for (int i = 0; i < dims.length; i++) {
            sizes[i] = size(dims[i]);
            moved[i] = strides[dims[i]];
        }
        return new ReferenceTensor(spec.with(Shape.of(sizes)), elements, start, moved);
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

    /** The last two dimensions exchanged. */
    ReferenceTensor transpose() {
        return last(rank() - 2);
    }

    /** Broadcast: dimensions of size 1, and missing leading ones, are walked without a step. */
    ReferenceTensor expand(Shape shape) {
        var steps = new int[shape.rank()];
        int missing = shape.rank() - rank();
        for (int dim = 0; dim < rank(); dim++) {
            steps[dim + missing] = size(dim) == shape.size(dim + missing) ? strides[dim] : 0;
        }
        return new ReferenceTensor(spec.with(shape), elements, start, steps);
    }

    /** {@code count} indices of a dimension, from {@code from} on, {@code step} apart. */
    ReferenceTensor slice(int dim, int from, int count, int step) {
        var steps = strides.clone();
        steps[dim] *= step;
        return new ReferenceTensor(spec.with(shape().with(dim, count)), elements, start + from * strides[dim], steps);
    }

    /** A dimension of size 1 inserted. */
    ReferenceTensor unsqueeze(int dim) {
        var steps = new int[rank() + 1];
        System.arraycopy(strides, 0, steps, 0, dim);
        System.arraycopy(strides, dim, steps, dim + 1, rank() - dim);
        return new ReferenceTensor(spec.with(shape().insert(dim, 1)), elements, start, steps);
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
