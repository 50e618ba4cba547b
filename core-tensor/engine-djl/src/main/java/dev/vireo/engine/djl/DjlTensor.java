package dev.vireo.engine.djl;

import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.NativeTensor;
import org.jspecify.annotations.Nullable;

/** A hold on one of DJL's arrays, which goes with it. */
final class DjlTensor implements NativeTensor {
    private final PtNDArray array;

    /** The same object for all that look at the same memory. */
    private final Object memory;

    private DjlTensor(PtNDArray array, Object memory) {
        this.array = array;
        this.memory = memory;
        NDScope.unregister(array); // it goes with its tensor, and not with a scope of DJL's that the caller has open
    }

    /** Takes over an array with memory of its own. */
    static DjlTensor of(PtNDArray array) {
        return new DjlTensor(array, array);
    }

    /** Takes over an array that somebody else has made, perhaps on memory of Java's that ends with it. */
    static DjlTensor adopted(PtNDArray array) {
        return new DjlTensor(array, new Adopted());
    }

    /** Takes over an array that looks at the memory of a tensor. */
    static NativeTensor[] view(NativeTensor viewed, PtNDArray array) {
        return new NativeTensor[] {new DjlTensor(array, of(viewed).memory)};
    }

    static NativeTensor[] one(PtNDArray array) {
        return new NativeTensor[] {of(array)};
    }

    /** Takes over arrays; of those that are absent nothing is made. */
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

    /** The array, which still belongs to the tensor. */
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

    /** Whether the memory lives as long as any array on it, and not only as long as this tensor. */
    boolean ownsMemory() {
        return !(memory instanceof Adopted);
    }

    @Override
    public void close() {
        array.close();
    }

    private static final class Adopted {}
}
