package dev.vireo.engine.torch.internal.library;

import dev.vireo.tensor.engine.NativeTensor;
import org.bytedeco.pytorch.Tensor;

/** One hold on a libtorch tensor. */
public record TorchTensor(Tensor tensor) implements NativeTensor {
    /** Takes a tensor over. */
    public static TorchTensor of(Tensor tensor) {
        return new TorchTensor(tensor);
    }

    /** Takes over the only result of a kernel. */
    public static NativeTensor[] one(Tensor tensor) {
        return new NativeTensor[] {of(tensor)};
    }

    /** What is held; stays held. */
    public static Tensor unwrap(NativeTensor held) {
        return ((TorchTensor) held).tensor;
    }

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
