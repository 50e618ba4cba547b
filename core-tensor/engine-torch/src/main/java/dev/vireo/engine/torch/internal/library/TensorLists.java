package dev.vireo.engine.torch.internal.library;

import dev.vireo.tensor.engine.NativeTensor;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.TensorList;
import org.bytedeco.pytorch.TensorVector;

/** Lists of tensors as arguments. */
public final class TensorLists {
    private TensorLists() {}

    /** Returns the tensors as a vector, which the caller closes. */
    public static TensorVector vector(NativeTensor[] tensors) {
        var vector = new TensorVector();
        for (var tensor : tensors) {
            vector.push_back(TorchTensor.unwrap(tensor));
        }
        return vector;
    }

    /** Returns the inputs from one position to another, exclusive, boxed. */
    public static IValue boxed(NativeTensor[] tensors, int from, int to) {
        try (var list = new TensorList()) {
            for (int i = from; i < to; i++) {
                list.push_back(TorchTensor.unwrap(tensors[i]));
            }
            try (var generic = new GenericList(list)) {
                return new IValue(generic);
            }
        }
    }
}
