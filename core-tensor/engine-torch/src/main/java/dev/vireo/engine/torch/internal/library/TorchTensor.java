package dev.vireo.engine.torch.internal.library;

import dev.vireo.tensor.engine.NativeTensor;
import org.bytedeco.pytorch.Tensor;

/**
 * Owns a reference to a libtorch tensor.
 *
 * @param tensor the libtorch tensor
 */
public record TorchTensor(Tensor tensor) implements NativeTensor {
    /** Takes ownership of a tensor. */
    public static TorchTensor of(Tensor tensor) {
        return new TorchTensor(tensor);
    }

    /** Takes ownership of the only result of a kernel. */
    public static NativeTensor[] one(Tensor tensor) {
        return new NativeTensor[] {of(tensor)};
    }

    /** Returns the tensor, which stays owned. */
    public static Tensor unwrap(NativeTensor held) {
        return ((TorchTensor) held).tensor;
    }

    /** Returns the tensors, which stay owned. */
    public static Tensor[] unwrap(NativeTensor[] held) {
        var tensors = new Tensor[held.length];
        for (int i = 0; i < tensors.length; i++) {
            tensors[i] = unwrap(held[i]);
        }
        return tensors;
    }

    @Override
    public void close() {
        tensor.close();
    }

    @Override
    public long bytes() {
        return tensor.nbytes();
    }
}
