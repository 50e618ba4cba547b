package dev.vireo.engine.torch;

import dev.vireo.tensor.engine.NativeTensor;
import org.bytedeco.pytorch.Tensor;

/** One hold on a libtorch tensor. */
record TorchTensor(Tensor tensor) implements NativeTensor {
    /** Takes a tensor over. */
    static TorchTensor of(Tensor tensor) {
        return new TorchTensor(tensor);
    }

    /** Takes over the only result of a kernel. */
    static NativeTensor[] one(Tensor tensor) {
        return new NativeTensor[] {of(tensor)};
    }

    /** What is held; stays held. */
    static Tensor unwrap(NativeTensor held) {
        return ((TorchTensor) held).tensor;
    }

    static Tensor[] unwrap(NativeTensor[] held) {
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
