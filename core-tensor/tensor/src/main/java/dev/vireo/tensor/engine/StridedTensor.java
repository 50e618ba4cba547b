package dev.vireo.tensor.engine;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.View;

/** A tensor in memory that views share, for engines whose library has no views; see {@link #views}. */
public interface StridedTensor extends NativeTensor {
    /** The shape, type and device. */
    TensorSpec spec();

    /** The positions of the elements in the memory. */
    Layout layout();

    /** Returns another view of the same memory. */
    StridedTensor view(Layout layout);

    /** The shape. */
    default Shape shape() {
        return spec().shape();
    }

    /** The element type. */
    default DType dtype() {
        return spec().dtype();
    }

    /** The number of dimensions. */
    default int rank() {
        return layout().rank();
    }

    /** The number of elements. */
    default long elements() {
        return shape().elements();
    }

    /** Whether there are no elements. */
    default boolean isEmpty() {
        return elements() == 0;
    }

    /** The kernels of all views. */
    static KernelTable views() {
        return KernelTable.of("views")
                .kernel(View.Reshape.class, (op, in) -> view(in, of(in).reshape(op.shape())))
                .kernel(
                        View.Permute.class,
                        (op, in) -> view(in, of(in).permute(op.dims().toArray())))
                .kernel(View.Expand.class, (op, in) -> view(in, of(in).expand(op.shape())))
                .kernel(View.Squeeze.class, (op, in) -> view(in, of(in).squeeze(op.dim())))
                .kernel(View.Slice.class, (op, in) -> {
                    long count = (op.end() - op.start() + op.step() - 1) / op.step();
                    return view(in, of(in).slice(op.dim(), op.start(), count, op.step()));
                })
                .build();
    }

    private static Layout of(NativeTensor[] inputs) {
        return ((StridedTensor) inputs[0]).layout();
    }

    private static NativeTensor[] view(NativeTensor[] inputs, Layout layout) {
        return new NativeTensor[] {((StridedTensor) inputs[0]).view(layout)};
    }
}
