package dev.vireo.tensor.op;

/**
 * Operations that write in place: they change their first inputs and have no results and no gradient. Writing into a
 * tensor of a recorded graph raises an error, unless gradients are off.
 */
public sealed interface Update extends Op {
    /**
     * The number of inputs that are written, counted from the first.
     *
     * @param inputs the number of inputs
     */
    int written(int inputs);

    /** Inputs target and source, which broadcasts and is cast: target = source. */
    record CopyInto() implements Update {
        @Override
        public int written(int inputs) {
            return 1;
        }
    }

    /**
     * Inputs target and source, which broadcasts: target += alpha source.
     *
     * @param alpha the factor of source
     */
    record AddInto(double alpha) implements Update {
        @Override
        public int written(int inputs) {
            return 1;
        }
    }

    /**
     * Inputs target {@code [V, ...]}, index int64 {@code [K]} and source {@code [K, ...]} of the target's type:
     * target[index[i]] = source[i]. Where an index occurs twice, either of its rows may be the one that stays.
     */
    record CopyRowsInto() implements Update {
        @Override
        public int written(int inputs) {
            return 1;
        }
    }

    /**
     * Input target: target *= factor.
     *
     * @param factor the factor
     */
    record ScaleInto(double factor) implements Update {
        @Override
        public int written(int inputs) {
            return 1;
        }
    }

    /**
     * Inputs target and source: target += weight (source - target).
     *
     * @param weight the weight of source
     */
    record LerpInto(double weight) implements Update {
        @Override
        public int written(int inputs) {
            return 1;
        }
    }

    /**
     * One step of SGD over n parameters, as {@code torch.optim.SGD}. Inputs: n parameters, n momentum buffers (absent
     * if momentum is 0), n gradients. Writes parameters and buffers. Buffers and gradients have the parameters' type, or
     * float32 for float16 and bfloat16 parameters.
     *
     * @param count n
     * @param learningRate the learning rate
     * @param momentum the momentum
     * @param dampening the dampening of the momentum
     * @param weightDecay the weight decay
     * @param nesterov whether to use Nesterov momentum
     * @param firstStep whether the buffers are undefined and become the gradients
     */
    record FusedSgd(
            int count,
            double learningRate,
            double momentum,
            double dampening,
            double weightDecay,
            boolean nesterov,
            boolean firstStep)
            implements Update {
        @Override
        public int written(int inputs) {
            return inputs - count;
        }
    }

    /**
     * One step of AdamW over n parameters, as {@code torch.optim.AdamW} (Loshchilov and Hutter, 2019). Inputs: n
     * parameters, n first moments, n second moments, n largest second moments (only with amsgrad), n gradients. Writes
     * all but the gradients. Moments and gradients have the parameters' type, or float32 for float16 and bfloat16
     * parameters.
     *
     * @param count n
     * @param step the number of this step, from 1
     * @param learningRate the learning rate
     * @param beta1 the decay rate of the first moment
     * @param beta2 the decay rate of the second moment
     * @param eps the value added to the denominator
     * @param weightDecay the weight decay
     * @param decoupled whether weight decay is decoupled (AdamW) and not added to the gradient (Adam)
     * @param amsgrad whether to divide by the largest second moment
     */
    record FusedAdam(
            int count,
            long step,
            double learningRate,
            double beta1,
            double beta2,
            double eps,
            double weightDecay,
            boolean decoupled,
            boolean amsgrad)
            implements Update {
        @Override
        public int written(int inputs) {
            return inputs - count;
        }
    }

    /**
     * Divides gradients by a loss scale. Inputs: n gradients, a scale and a flag (float32 scalars). Gradients are
     * multiplied by 1 / scale, and the flag is set to 1 if any of them is not finite.
     */
    record UnscaleAndCheck() implements Update {
        @Override
        public int written(int inputs) {
            return inputs;
        }
    }
}
