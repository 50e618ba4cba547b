package dev.vireo.engine.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.engine.Interchange;

/**
 * Converts between DJL's arrays and tensors, without copying where possible. If the memory is shared, each side sees
 * the other's writes, and Vireo's autograd does not record DJL's.
 */
public final class DjlArrays {
    private DjlArrays() {}

    /**
     * Returns a tensor that shares the array's memory and takes ownership of the array: the array leaves its manager,
     * is closed with the tensor, and must not be used any more.
     *
     * @param array a dense array of DJL's PyTorch engine on the CPU
     * @throws EngineException if the array is of another kind
     */
    public static Tensor adopt(NDArray array) {
        var accepted = accepted(array);
        var engine = engine();
        DjlTensor.spec(accepted); // throws for unsupported types while the manager still owns the array
        accepted.attach(engine.manager());
        return Interchange.adopt(engine, DjlTensor.adopted(accepted));
    }

    /**
     * Returns a tensor with a copy of the array's values.
     *
     * @param array a dense array of DJL's PyTorch engine on the CPU
     * @throws EngineException if the array is of another kind
     */
    public static Tensor copyOf(NDArray array) {
        var engine = engine();
        var copy = ElementwiseKernels.dense(accepted(array));
        copy.attach(engine.manager());
        return Interchange.adopt(engine, DjlTensor.of(copy));
    }

    /**
     * Returns an array with the tensor's values, owned by the manager. It shares the tensor's memory and may outlive
     * the tensor. The values are copied if the tensor is on another engine or was {@linkplain #adopt adopted} from an
     * array.
     *
     * @param tensor the tensor
     * @param manager a manager of DJL's PyTorch engine
     * @throws EngineException if the manager belongs to another engine
     */
    public static NDArray array(Tensor tensor, NDManager manager) {
        if (!(manager instanceof PtNDManager)) {
            throw new EngineException("array: expected a manager of DJL's PyTorch engine, got "
                    + manager.getEngine().getEngineName() + "'s");
        }
        var array = Interchange.nativeOf(tensor) instanceof DjlTensor ours ? shared(ours) : copied(tensor);
        array.attach(manager);
        return array;
    }

    private static PtNDArray shared(DjlTensor tensor) {
        var array = DjlTensor.array(tensor);
        return tensor.ownsMemory() ? JniUtils.detachGradient(array) : ElementwiseKernels.dense(array);
    }

    private static PtNDArray copied(Tensor tensor) {
        var array = DjlTensor.array(engine().allocate(tensor.spec().with(dev.vireo.tensor.Device.CPU)));
        if (tensor.shape().elements() > 0) {
            tensor.read(JniUtils.getByteBuffer(array, true));
        }
        return array;
    }

    private static PtNDArray accepted(NDArray array) {
        if (!(array instanceof PtNDArray ours)
                || ours.isSparse()
                || !ours.getDevice().equals(Device.cpu())) {
            throw new EngineException("adopt: expected a dense array of DJL's PyTorch engine on the CPU, got a "
                    + array.getSparseFormat() + " array of "
                    + array.getManager().getEngine().getEngineName() + " on "
                    + array.getDevice());
        }
        if (ours.hasGradient()) {
            throw new EngineException(
                    "adopt: the array takes part in DJL's own autograd; pass its stopGradient() instead");
        }
        return ours;
    }

    private static DjlEngine engine() {
        return (DjlEngine) Engines.named("djl");
    }
}
