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
 * DJL's arrays as tensors, and tensors as DJL's arrays. Nothing is copied where memory allows; what shares memory sees the
 * writes of the other side, of which Vireo's autograd knows nothing.
 */
public final class DjlArrays {
    private DjlArrays() {}

    /**
     * A tensor on the array's memory. The array is now the tensor's: it leaves its manager, is closed with the tensor, and
     * is no longer to be used.
     *
     * @param array of DJL's PyTorch engine, dense, on the CPU
     * @throws EngineException if it is not
     */
    public static Tensor adopt(NDArray array) {
        var accepted = accepted(array);
        var engine = engine();
        DjlTensor.spec(accepted); // refuses types without a counterpart while the array is still its manager's
        accepted.attach(engine.manager());
        return Interchange.adopt(engine, DjlTensor.adopted(accepted));
    }

    /**
     * A tensor with the array's values in memory of its own; the array stays as it is.
     *
     * @param array of DJL's PyTorch engine, dense, on the CPU
     * @throws EngineException if it is not
     */
    public static Tensor copyOf(NDArray array) {
        var engine = engine();
        var copy = ElementwiseKernels.dense(accepted(array));
        copy.attach(engine.manager());
        return Interchange.adopt(engine, DjlTensor.of(copy));
    }

    /**
     * An array with the tensor's values, which belongs to the manager. It shares the tensor's memory and may outlive it;
     * the values of an {@linkplain #adopt adopted} array's tensor, and of one on another engine, are copied.
     *
     * @param manager of DJL's PyTorch engine
     * @throws EngineException if it is not
     */
    public static NDArray array(Tensor tensor, NDManager manager) {
        if (!(manager instanceof PtNDManager)) {
            throw new EngineException("array: takes a manager of DJL's PyTorch engine, got "
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
            throw new EngineException("adopt: takes a dense array of DJL's PyTorch engine on the CPU, got a "
                    + array.getSparseFormat() + " one of "
                    + array.getManager().getEngine().getEngineName() + " on "
                    + array.getDevice());
        }
        if (ours.hasGradient()) {
            throw new EngineException(
                    "adopt: the array takes part in DJL's own autograd; give its stopGradient() instead");
        }
        return ours;
    }

    private static DjlEngine engine() {
        return (DjlEngine) Engines.named("djl");
    }
}
