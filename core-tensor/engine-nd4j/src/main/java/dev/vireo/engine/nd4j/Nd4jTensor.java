package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Layout;
import dev.vireo.tensor.engine.NativeTensor;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/**
 * Elements in a block of native memory. The one that was allocated owns the block; its views, which Vireo keeps it alive
 * for, own at most a native note of where they begin. Without elements, and on meta, there is no block.
 */
final class Nd4jTensor implements NativeTensor {
    private final TensorSpec spec;
    private final Layout layout;
    private final Nd4jTensor root;
    private @Nullable OpaqueDataBuffer buffer;

    private Nd4jTensor(TensorSpec spec, Layout layout, @Nullable Nd4jTensor root) {
        this.spec = spec;
        this.layout = layout;
        this.root = root == null ? this : root;
    }

    static Nd4jTensor of(NativeTensor tensor) {
        return (Nd4jTensor) tensor;
    }

    static Nd4jTensor[] of(NativeTensor[] tensors) {
        var all = new Nd4jTensor[tensors.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = of(tensors[i]);
        }
        return all;
    }

    /** Undefined values in row-major order. */
    static Nd4jTensor allocate(TensorSpec spec) {
        var tensor = new Nd4jTensor(spec, Layout.dense(spec.shape()), null);
        if (tensor.hasMemory()) {
            tensor.buffer = Library.NATIVE.allocateDataBuffer(tensor.elements(), Library.code(spec.dtype()), false);
            Library.check("allocateDataBuffer");
        }
        return tensor;
    }

    TensorSpec spec() {
        return spec;
    }

    Layout layout() {
        return layout;
    }

    Shape shape() {
        return spec.shape();
    }

    DType dtype() {
        return spec.dtype();
    }

    int rank() {
        return layout.rank();
    }

    long size(int dim) {
        return spec.shape().size(dim);
    }

    long elements() {
        return spec.shape().elements();
    }

    boolean isEmpty() {
        return elements() == 0;
    }

    /** Whether a write into one may change the other. */
    boolean sharesMemory(Nd4jTensor other) {
        return root == other.root;
    }

    /** The same memory, otherwise looked at. */
    Nd4jTensor view(Layout other) {
        return new Nd4jTensor(spec.with(other.shape()), other, root);
    }

    Nd4jTensor bitsAs(DType dtype) {
        return new Nd4jTensor(spec.with(dtype), layout, root);
    }

    /** The memory as native code knows it, beginning with the first element. */
    OpaqueDataBuffer buffer() {
        var present = buffer;
        if (present == null) {
            present = layout.offset() == 0 ? root.buffer() : beginning();
        }
        return present;
    }

    private synchronized OpaqueDataBuffer beginning() {
        var present = buffer;
        if (present == null) {
            int bytes = spec.dtype().bytes();
            long offset = layout.offset();
            present = Library.NATIVE.dbCreateView(root.buffer(), (root.elements() - offset) * bytes, offset * bytes);
            Library.check("dbCreateView");
            buffer = present;
        }
        return present;
    }

    /** Some elements of a dense tensor as bytes, for Java to read and write. */
    ByteBuffer bytes(long from, long length) {
        int bytes = spec.dtype().bytes();
        var memory = new BytePointer(Library.NATIVE.dbPrimaryBuffer(root.buffer()));
        long start = (layout.offset() + from) * bytes;
        return memory.position(start).limit(start + length).asByteBuffer();
    }

    /** Frees the block; of a view, only what it noted. */
    @Override
    public void close() {
        if (buffer != null) {
            Library.NATIVE.deleteDataBuffer(buffer);
            buffer = null;
        }
    }

    /** Not on meta, and not without elements. */
    boolean hasMemory() {
        return !isEmpty() && !spec.device().isMeta();
    }
}
