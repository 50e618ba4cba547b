package dev.vireo.engine.torch.internal.kernel.normalization;

import dev.vireo.engine.torch.internal.library.Fresh;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.FusedGradient.Tape;
import dev.vireo.tensor.engine.NativeTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Normalization of an empty batch, where libtorch would divide by zero. */
public final class EmptyBatch {
    private EmptyBatch() {}

    /** Returns statistics of NaN. */
    public static Tensor statistic(Tensor x, long channels) {
        var statistic = Fresh.wideZeros(x, channels);
        statistic.fill_(Scalars.of(Double.NaN));
        return statistic;
    }

    /**
     * Returns gradients of zeros.
     *
     * @param weight the position of the weight among the inputs; the bias after it has the same size and type
     */
    public static NativeTensor[] gradients(Tape tape, boolean[] needed, int weight) {
        var gradients = new NativeTensor[needed.length];
        for (int i = 0; i < needed.length; i++) {
            if (needed[i]) {
                gradients[i] = TorchTensor.of(torch.zeros_like(TorchTensor.unwrap(tape.input(Math.min(i, weight)))));
            }
        }
        return gradients;
    }
}
