package dev.vireo.engine.reference;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Layout;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.StridedTensor;

/**
 * A strided view of an array. Views share the array. On meta the array is empty.
 *
 * @param spec the shape, type and device
 * @param memory the array, not copied
 * @param layout the positions of the elements in the array
 */
record ReferenceTensor(TensorSpec spec, Elements memory, Layout layout) implements StridedTensor {
    static ReferenceTensor of(NativeTensor tensor) {
        return (ReferenceTensor) tensor;
    }

    /** Returns zeros in row-major order. */
    static ReferenceTensor allocate(TensorSpec spec) {
        int size = spec.device().isMeta() ? 0 : Math.toIntExact(spec.shape().elements());
        return new ReferenceTensor(spec, Elements.allocate(spec.dtype(), size), Layout.dense(spec.shape()));
    }

    Device device() {
        return spec.device();
    }

    int size(int dim) {
        return Math.toIntExact(spec.shape().size(dim));
    }

    /** The position of the first element. */
    int start() {
        return Math.toIntExact(layout.offset());
    }

    int stride(int dim) {
        return Math.toIntExact(layout.strides()[dim]);
    }

    /** Does nothing, because the garbage collector frees the array. */
    @Override
    public void close() {}

    /** Whether kernels read elements as longs and not as doubles. */
    boolean isWhole() {
        return !dtype().isFloating();
    }

    /** Returns the value at a memory position. */
    double real(int place) {
        return memory.real(place);
    }

    /** Returns the value at a memory position, of an integral type or bool. */
    long whole(int place) {
        return memory.whole(place);
    }

    /** Writes a value, rounded to the type. */
    void set(int place, double value) {
        memory.set(place, value);
    }

    /** Writes a value, wrapped around in the type. */
    void set(int place, long value) {
        memory.set(place, value);
    }

    /** Writes an element of another tensor, cast to this tensor's type. */
    void set(int place, ReferenceTensor source, int from) {
        if (source.isWhole()) {
            set(place, source.whole(from));
        } else {
            set(place, source.real(from));
        }
    }

    /** Copies all elements of a tensor of the same shape that shares no memory with this one. */
    void copy(ReferenceTensor source) {
        var from = source.places();
        var to = places();
        for (int i = 0; i < to.length; i++) {
            set(to[i], source, from[i]);
        }
    }

    /** Returns the memory positions of all elements in row-major order; empty on meta. */
    int[] places() {
        var places = new int[device().isMeta() ? 0 : Math.toIntExact(shape().elements())];
        if (places.length > 0) {
            places[0] = start();
            int known = 1;
            // Each dimension, from the innermost outwards, repeats the known positions at its stride.
            for (int dim = rank() - 1; dim >= 0; dim--) {
                int block = known;
                for (int i = 1; i < size(dim); i++) {
                    for (int j = 0; j < block; j++) {
                        places[known++] = places[j] + i * stride(dim);
                    }
                }
            }
        }
        return places;
    }

    @Override
    public ReferenceTensor view(Layout other) {
        return new ReferenceTensor(spec.with(other.shape()), memory, other);
    }

    ReferenceTensor reshape(Shape shape) {
        return view(layout.reshape(shape));
    }

    ReferenceTensor permute(int... dims) {
        return view(layout.permute(dims));
    }

    /** Moves one dimension to the end. */
    ReferenceTensor last(int dim) {
        return rank() == 0 ? this : view(layout.last(dim));
    }

    /** Swaps the last two dimensions. */
    ReferenceTensor transpose() {
        return last(rank() - 2);
    }

    ReferenceTensor expand(Shape shape) {
        return view(layout.expand(shape));
    }

    ReferenceTensor slice(int dim, int from, int count) {
        return view(layout.slice(dim, from, count, 1));
    }

    ReferenceTensor unsqueeze(int dim) {
        return view(layout.unsqueeze(dim));
    }
}
