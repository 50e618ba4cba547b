package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.InputSizes;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Embed.Embedding;
import org.bytedeco.pytorch.global.torch;

/** Kernels of embeddings. */
public final class EmbedKernels {
    private EmbedKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch embedding")
                .kernel(Embedding.class, EmbedKernels::lookUp)
                .gradient(Embedding.class, new Gradient())
                .build();
    }

    private static NativeTensor[] lookUp(Embedding op, NativeTensor[] inputs) {
        return TorchTensor.one(torch.embedding(
                TorchTensor.unwrap(inputs[0]), TorchTensor.unwrap(inputs[1]), op.paddingIndex(), false, false));
    }

    /** Saves the index, and the size of the weight. */
    private static final class Gradient implements FusedGradient<Embedding> {
        @Override
        public Saved saved() {
            return Saved.inputs(1);
        }

        @Override
        public NativeTensor[] forward(Embedding op, NativeTensor[] inputs) {
            return new NativeTensor[] {lookUp(op, inputs)[0], InputSizes.of(TorchTensor.unwrap(inputs[0]))};
        }

        @Override
        public NativeTensor[] backward(Embedding op, Tape tape, boolean[] needed) {
            long rows = InputSizes.residual(tape, 0).values()[0];
            var gradient = torch.embedding_dense_backward(
                    TorchTensor.unwrap(tape.gradient(0)),
                    TorchTensor.unwrap(tape.input(1)),
                    rows,
                    op.paddingIndex(),
                    false);
            return TorchTensor.one(gradient);
        }
    }
}
