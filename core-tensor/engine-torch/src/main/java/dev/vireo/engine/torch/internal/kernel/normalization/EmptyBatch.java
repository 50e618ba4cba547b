package dev.vireo.engine.torch.internal.kernel.normalization;

import dev.vireo.engine.torch.internal.library.Fresh;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.FusedGradient.Tape;
import dev.vireo.tensor.engine.NativeTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Normalization of a batch without elements, where libtorch would divide by their number. */
public final class EmptyBatch {
    private EmptyBatch() {}

    /** A statistic of nothing: not a number. */
    public static Tensor statistic(Tensor x, long channels) {
        var statistic = Fresh.wideZeros(x, channels);
        statistic.fill_(Scalars.of(Double.NaN));
        return statistic;
    }

    /**
     * Zeros.
     *
     * @param weight the position of the weight, whose sizes and type the bias after it has
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
