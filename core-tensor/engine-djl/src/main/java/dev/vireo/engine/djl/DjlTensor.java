package dev.vireo.engine.djl;

import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.NativeTensor;
import org.jspecify.annotations.Nullable;

/** Owns a DJL array and closes it. */
final class DjlTensor implements NativeTensor {
    private final PtNDArray array;

    /** An object that identifies the memory: tensors that share memory have the same one. */
    private final Object memory;

    private DjlTensor(PtNDArray array, Object memory) {
        this.array = array;
        this.memory = memory;
        NDScope.unregister(array); // the tensor closes the array, so a DJL scope of the caller must not
    }

    /** Takes ownership of an array that has its own memory. */
    static DjlTensor of(PtNDArray array) {
        return new DjlTensor(array, array);
    }

    /**
     * Takes ownership of an array created by the user. Its memory may be a Java buffer that is freed with the array.
     */
    static DjlTensor adopted(PtNDArray array) {
        return new DjlTensor(array, new Adopted());
    }

    /** Takes ownership of an array that is a view of a tensor's memory. */
    static NativeTensor[] view(NativeTensor viewed, PtNDArray array) {
        return new NativeTensor[] {new DjlTensor(array, of(viewed).memory)};
    }

    static NativeTensor[] one(PtNDArray array) {
        return new NativeTensor[] {of(array)};
    }

    /** Takes ownership of arrays; absent ones are skipped. */
    static NativeTensor[] all(@Nullable PtNDArray[] arrays) {
        var tensors = new NativeTensor[arrays.length];
        for (int i = 0; i < tensors.length; i++) {
            var array = arrays[i];
            if (array != null) {
                tensors[i] = of(array);
            }
        }
        return tensors;
    }

    static DjlTensor of(NativeTensor tensor) {
        return (DjlTensor) tensor;
    }

    /** Returns the array, which the tensor still owns. */
    static PtNDArray array(NativeTensor tensor) {
        return of(tensor).array;
    }

    static PtNDArray[] arrays(NativeTensor[] tensors) {
        var arrays = new PtNDArray[tensors.length];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = array(tensors[i]);
        }
        return arrays;
    }

    static TensorSpec spec(PtNDArray array) {
        return new TensorSpec(Shape.of(array.getShape().getShape()), Types.of(array.getDataType()), Device.CPU);
    }

    boolean sharesMemoryWith(DjlTensor other) {
        return memory == other.memory;
    }

    /** Whether libtorch keeps the memory alive as long as any array uses it. */
    boolean ownsMemory() {
        return !(memory instanceof Adopted);
    }

    @Override
    public void close() {
        array.close();
    }

    private static final class Adopted {}
}
