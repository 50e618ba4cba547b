package dev.vireo.tensor.engine;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.View;

/** A tensor in memory that views share, for engines whose library has no views of its own; see {@link #views}. */
public interface StridedTensor extends NativeTensor {
    TensorSpec spec();

    /** Where in the memory the elements lie. */
    Layout layout();

    /** The same memory, otherwise looked at. */
    StridedTensor view(Layout layout);

    default Shape shape() {
        return spec().shape();
    }

    default DType dtype() {
        return spec().dtype();
    }

    default int rank() {
        return layout().rank();
    }

    default long elements() {
        return shape().elements();
    }

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
