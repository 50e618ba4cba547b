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
 * Converts between ND4J's arrays and tensors, in any order and with any strides, without copying where possible. If the
 * memory is shared, each side sees the other's writes, and Vireo's autograd does not record ND4J's. Shared memory lives
 * until the tensor is closed and no array uses it any more. With ND4J's GPU backend, which moves its arrays between two
 * memories itself, everything is copied.
 */
public final class Nd4jArrays {
    private Nd4jArrays() {}

    /**
     * Returns a tensor that shares the array's memory. The array must not be closed before the tensor.
     *
     * @param array an open array outside of workspaces, which would reuse its memory
     * @throws EngineException if the array is closed, belongs to a workspace, or has an unsupported type
     */
    public static Tensor adopt(INDArray array) {
        if (array.wasClosed() || array.isAttached()) {
            throw new EngineException("adopt: the array " + Arrays.toString(array.shape())
                    + (array.wasClosed() ? " is closed" : " belongs to a workspace; pass its detach() instead"));
        }
        var shape = Shape.of(array.shape());
        var spec = new TensorSpec(shape, dtype(array), Device.CPU);
        var engine = Engines.named("nd4j");
        if (shape.elements() == 0) {
            return Interchange.adopt(engine, Nd4jTensor.allocate(spec));
        }
        if (NativeLibrary.GPUS > 0) {
            try (var dense = array.dup('c')) {
                return Engines.with(engine, () -> Tensor.of(bytes(dense), spec.dtype(), shape.toArray()));
            }
        }
        var layout = new Layout(shape, array.stride(), 0);
        return Interchange.adopt(engine, Nd4jTensor.on(Storage.of(array.data()), spec, layout));
    }

    /** Returns a tensor with a copy of the array's values. The conditions are those of {@link #adopt}. */
    public static Tensor copyOf(INDArray array) {
        try (var adopted = adopt(array)) {
            return adopted.copy();
        }
    }

    /**
     * Returns an array that shares the tensor's memory and may outlive the tensor. The values of a tensor on another
     * engine are copied.
     */
    public static INDArray array(Tensor tensor) {
        var type = NativeLibrary.type(tensor.dtype());
        var sizes = tensor.shape().toArray();
        if (tensor.shape().elements() == 0) {
            return Nd4j.create(type, sizes);
        }
        if (NativeLibrary.GPUS == 0 && Interchange.nativeOf(tensor) instanceof Nd4jTensor ours) {
            var layout = ours.rank() == 0 ? ours.layout().unsqueeze(0) : ours.layout();
            var data = ours.block().shared(ours.dtype());
            return Nd4j.create(data, layout.shape().toArray(), layout.strides(), layout.offset(), 'c', type)
                    .reshape(sizes); // ND4J cannot create a scalar on given memory
        }
        var array = Nd4j.createUninitialized(type, sizes, 'c');
        tensor.read(bytes(array));
        Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
        return array;
    }

    /** Returns a dense array's values in Java memory. */
    private static ByteBuffer bytes(INDArray dense) {
        Nd4j.getAffinityManager().ensureLocation(dense, Location.HOST);
        return new BytePointer(dense.data().pointer())
                .limit(dense.length() * dense.dataType().width())
                .asByteBuffer();
    }

    private static DType dtype(INDArray array) {
        return Arrays.stream(DType.values())
                .filter(each -> NativeLibrary.type(each) == array.dataType())
                .findFirst()
                .orElseThrow(() -> new EngineException("adopt: unsupported type " + array.dataType()));
    }
}
