package dev.vireo.training;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.training.precision.GradientScale;
import java.util.List;

/** The weight of one step: the expected one before backward, and the actual one after the last batch. */
final class StepWeight implements AutoCloseable {
    private final WeightAllReduce ranks;
    private final int batches;
    private final WeightSum weight = new WeightSum(0);
    private Device device = Device.CPU;
    private double expected;

    /** @param batches the number of batches in the step */
    StepWeight(WeightAllReduce ranks, int batches) {
        this.ranks = ranks;
        this.batches = batches;
    }

    /** Counts a batch. */
    void add(WeightedLoss loss) {
        if (expected == 0) {
            expected = loss.expectedWeight() > 0 ? loss.expectedWeight() * batches : batches;
            device = loss.sum().device();
        }
        weight.add(loss);
    }

    /**
     * The divisor of sums before backward. It assumes that all batches are like the first, so it is known after that
     * one.
     */
    double expected() {
        return expected;
    }

    /**
     * Multiplies the gradients by expected / actual weight. If the actual weight is 0, the gradients are 0 and stay
     * unchanged.
     */
    void correct(List<Tensor> parameters) {
        if (ranks == WeightAllReduce.OF_ONE_PROCESS && weight.isKnown()) {
            double actual = weight.read();
            if (actual != expected && actual > 0) {
                GradientScale.divide(parameters, actual / expected);
            }
            return;
        }
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var actual = ranks.of(weight.tensor(device));
            var ratio = actual.div(expected);
            var one = ratio.newFull(ratio.shape(), 1);
            GradientScale.divide(
                    parameters, Tensor.where(ratio.gt(0), ratio, one).to(DType.FLOAT32));
        }
    }

    @Override
    public void close() {
        weight.close();
    }
}
