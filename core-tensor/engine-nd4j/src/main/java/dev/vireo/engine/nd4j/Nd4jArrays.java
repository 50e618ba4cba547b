package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Interchange;
import dev.vireo.tensor.engine.Layout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's arrays as tensors, and tensors as ND4J's arrays, in any order and with any strides. Nothing is copied where
 * memory allows; what shares memory sees the writes of the other side, of which Vireo's autograd knows nothing. Memory
 * that both look at lives until the tensor is closed and no array looks at it any more. With ND4J's backend for GPUs, which
 * moves its arrays between two memories by itself, all is copied.
 */
public final class Nd4jArrays {
    private Nd4jArrays() {}

    /**
     * A tensor on the array's memory, which is not to be closed before the tensor.
     *
     * @param array open, and in no workspace, which would use its memory again
     * @throws EngineException if it is not, or of a type without a counterpart
     */
    public static Tensor adopt(INDArray array) {
        if (array.wasClosed() || array.isAttached()) {
            throw new EngineException("adopt: the array " + Arrays.toString(array.shape())
                    + (array.wasClosed() ? " is closed" : " belongs to a workspace; give its detach() instead"));
        }
        var shape = Shape.of(array.shape());
        var spec = new TensorSpec(shape, dtype(array), Device.CPU);
        var engine = Engines.named("nd4j");
        if (shape.elements() == 0) {
            return Interchange.adopt(engine, Nd4jTensor.allocate(spec));
        }
        if (Library.GPUS > 0) {
            try (var dense = array.dup('c')) {
                return Engines.with(engine, () -> Tensor.of(bytes(dense), spec.dtype(), shape.toArray()));
            }
        }
        var layout = new Layout(shape, array.stride(), 0);
        return Interchange.adopt(engine, Nd4jTensor.on(Block.of(array.data()), spec, layout));
    }

    /** A tensor with the array's values in memory of its own; the array stays as it is. As {@link #adopt} else. */
    public static Tensor copyOf(INDArray array) {
        try (var adopted = adopt(array)) {
            return adopted.copy();
        }
    }

    /** An array on the tensor's memory, which it may outlive; of a tensor on another engine, a copy. */
    public static INDArray array(Tensor tensor) {
        var type = Library.type(tensor.dtype());
        var sizes = tensor.shape().toArray();
        if (tensor.shape().elements() == 0) {
            return Nd4j.create(type, sizes);
        }
        if (Library.GPUS == 0 && Interchange.nativeOf(tensor) instanceof Nd4jTensor ours) {
            var layout = ours.rank() == 0 ? ours.layout().unsqueeze(0) : ours.layout();
            var data = ours.block().shared(ours.dtype());
            return Nd4j.create(data, layout.shape().toArray(), layout.strides(), layout.offset(), 'c', type)
                    .reshape(sizes); // ND4J makes no scalar on given memory
        }
        var array = Nd4j.createUninitialized(type, sizes, 'c');
        tensor.read(bytes(array));
        Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
        return array;
    }

    /** A dense array's values in Java's memory. */
    private static ByteBuffer bytes(INDArray dense) {
        Nd4j.getAffinityManager().ensureLocation(dense, Location.HOST);
        return new BytePointer(dense.data().pointer())
                .limit(dense.length() * dense.dataType().width())
                .asByteBuffer();
    }

    private static DType dtype(INDArray array) {
        return Arrays.stream(DType.values())
                .filter(each -> Library.type(each) == array.dataType())
                .findFirst()
                .orElseThrow(() -> new EngineException("adopt: no type of tensors is ND4J's " + array.dataType()));
    }
}
