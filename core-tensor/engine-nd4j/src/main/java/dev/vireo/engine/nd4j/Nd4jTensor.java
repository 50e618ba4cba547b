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
 * Elements in a block of native memory. The one that was allocated owns the block; its views, which Vireo keeps it alive
 * for, own at most a native note of where they begin. Without elements, and on meta, there is no block.
 */
final class Nd4jTensor implements StridedTensor {
    private final TensorSpec spec;
    private final Layout layout;
    private final @Nullable Block block;
    private final boolean owner;
    private @Nullable OpaqueDataBuffer beginning;

    private Nd4jTensor(TensorSpec spec, Layout layout, @Nullable Block block, boolean owner) {
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

    /** Undefined values in row-major order. */
    static Nd4jTensor allocate(TensorSpec spec) {
        long elements = spec.device().isMeta() ? 0 : spec.shape().elements();
        var block = elements == 0 ? null : Block.allocate(elements, spec.dtype());
        return new Nd4jTensor(spec, Layout.dense(spec.shape()), block, true);
    }

    /** All that there is of a block. */
    static Nd4jTensor on(Block block, TensorSpec spec, Layout layout) {
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

    /** Whether a write into one may change the other. */
    boolean sharesMemory(Nd4jTensor other) {
        return block == other.block;
    }

    /** Not on meta, and not without elements. */
    boolean hasMemory() {
        return block != null;
    }

    Block block() {
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

    /** The memory as native code knows it, beginning with the first element. */
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

    /** Some elements of a dense tensor as bytes, for Java to read. */
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
            Library.NATIVE.deleteDataBuffer(beginning);
        }
        if (owner && block != null) {
            block.close();
        }
    }
}
