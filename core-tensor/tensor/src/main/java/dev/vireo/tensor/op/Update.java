package dev.vireo.tensor.op;

/**
 * The only operations that change a tensor: the first inputs, as documented, are written. They have no gradient and no
 * result; on a tensor that takes part in a recorded graph they are refused, unless gradients are off.
 */
public sealed interface Update extends Op {
    /** How many of the inputs are written, counted from the first. */
    int written(int inputs);

    /** target, source (broadcasts, is cast): target = source. */
    record CopyInto() implements Update {
        @Override
        public int written(int inputs) {
            return 1;
        }
    }

    /** target, source (broadcasts): target += alpha source. */
    record AddInto(double alpha) implements Update {
        @Override
        public int written(int inputs) {
            return 1;
        }
    }

    /** target *= factor. */
    record ScaleInto(double factor) implements Update {
        @Override
        public int written(int inputs) {
            return 1;
        }
    }

    /** target, source: target += weight (source - target). */
    record LerpInto(double weight) implements Update {
        @Override
        public int written(int inputs) {
            return 1;
        }
    }

    /**
     * One step of SGD over n parameters: inputs are n parameters, n momentum buffers (absent where momentum is 0), n
     * gradients; parameters and buffers are written. Buffers and gradients have the parameters' type, or are float32 where
     * that is float16 or bfloat16. As {@code torch.optim.SGD}.
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
     * One step of AdamW (or Adam, with coupled decay) over n parameters: inputs are n parameters, n first moments, n
     * second moments, n largest second moments (only with amsgrad), n gradients; all but the gradients are written.
     * Moments and gradients have the parameters' type, or are float32 where that is float16 or bfloat16.
     * As {@code torch.optim.AdamW}. {@code step} counts from 1. (Loshchilov and Hutter 2019)
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
     * n gradients, then a scale and a found flag (float32 scalars): gradients *= 1 / scale, and found = 1 where one is
     * not finite. For dynamic loss scaling.
     */
    record UnscaleAndCheck() implements Update {
        @Override
        public int written(int inputs) {
            return inputs;
        }
    }
}
