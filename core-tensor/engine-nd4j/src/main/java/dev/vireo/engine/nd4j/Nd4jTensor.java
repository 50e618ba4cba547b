package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Layout;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.StridedTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/**
 * A strided view of a block of native memory. The tensor that allocated the block owns it. Vireo keeps it alive for its
 * views, which own at most a native handle to their first element. Empty tensors, and tensors on meta, have no block.
 */
final class Nd4jTensor implements StridedTensor {
    private final TensorSpec spec;
    private final Layout layout;
    private final @Nullable Storage block;
    private final boolean owner;
    private @Nullable OpaqueDataBuffer beginning;

    private Nd4jTensor(TensorSpec spec, Layout layout, @Nullable Storage block, boolean owner) {
        this.spec = spec;
        this.layout = layout;
        this.block = block;
        this.owner = owner;
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

    /** Allocates a row-major tensor with undefined values. */
    static Nd4jTensor allocate(TensorSpec spec) {
        long elements = spec.device().isMeta() ? 0 : spec.shape().elements();
        var block = elements == 0 ? null : Storage.allocate(elements, spec.dtype());
        return new Nd4jTensor(spec, Layout.dense(spec.shape()), block, true);
    }

    /** Returns a tensor on a whole block. */
    static Nd4jTensor on(Storage block, TensorSpec spec, Layout layout) {
        return new Nd4jTensor(spec, layout, block, true);
    }

    @Override
    public TensorSpec spec() {
        return spec;
    }

    @Override
    public Layout layout() {
        return layout;
    }

    long size(int dim) {
        return spec.shape().size(dim);
    }

    /** Whether writing into one tensor may change the other. */
    boolean sharesMemory(Nd4jTensor other) {
        return block == other.block;
    }

    /** False on meta and for empty tensors. */
    boolean hasMemory() {
        return block != null;
    }

    Storage block() {
        if (block == null) {
            throw new AssertionError("no memory: " + spec);
        }
        return block;
    }

    @Override
    public Nd4jTensor view(Layout other) {
        return new Nd4jTensor(spec.with(other.shape()), other, block, false);
    }

    Nd4jTensor bitsAs(DType dtype) {
        return new Nd4jTensor(spec.with(dtype), layout, block, false);
    }

    /** Returns the native handle to the memory, starting at the first element. */
    OpaqueDataBuffer buffer() {
        return layout.offset() == 0 ? block().buffer() : beginning();
    }

    private synchronized OpaqueDataBuffer beginning() {
        var present = beginning;
        if (present == null) {
            present = block().from(layout.offset(), dtype().bytes());
            beginning = present;
        }
        return present;
    }

    /** Returns some elements of a dense tensor as bytes, for Java to read. */
    ByteBuffer bytes(long from, long length) {
        var memory = new BytePointer(block().host());
        long start = (layout.offset() + from) * dtype().bytes();
        return memory.position(start).limit(start + length).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** Lets Java write some elements of a dense tensor. */
    void write(long from, long length, Consumer<ByteBuffer> writer) {
        writer.accept(bytes(from, length));
        block().written();
    }

    @Override
    public void close() {
        if (beginning != null) {
            NativeLibrary.NATIVE.deleteDataBuffer(beginning);
        }
        if (owner && block != null) {
            block.close();
        }
    }
}
