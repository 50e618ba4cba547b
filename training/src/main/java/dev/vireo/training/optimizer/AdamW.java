package dev.vireo.training.optimizer;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.op.Update.FusedAdam;
import java.util.List;

/** Adam with decoupled weight decay. (Loshchilov and Hutter 2019) */
public final class AdamW extends Optimizer {
    private final Settings settings;
    private long steps;

    /** The usual settings: betas 0.9 and 0.999, eps 1e-8, weight decay 0.01. */
    public static Settings of(double learningRate) {
        return new Settings(learningRate, 0.9, 0.999, 1e-8, 0.01);
    }

    /** What can be set before the parameters are known. */
    public record Settings(double learningRate, double beta1, double beta2, double eps, double weightDecay) {
        public Settings weightDecay(double decay) {
            return new Settings(learningRate, beta1, beta2, eps, decay);
        }

        public Settings betas(double first, double second) {
            return new Settings(learningRate, first, second, eps, weightDecay);
        }

        public AdamW over(List<Tensor> parameters) {
            return new AdamW(parameters, this);
        }
    }

    private AdamW(List<Tensor> parameters, Settings settings) {
        super(parameters, settings.learningRate());
        this.settings = settings;
    }

    /** The first and the second moment. */
    @Override
    int stateSize() {
        return 2;
    }

    @Override
    Update next(int count) {
        steps++;
        return new FusedAdam(
                count,
                steps,
                learningRate(),
                settings.beta1(),
                settings.beta2(),
                settings.eps(),
                settings.weightDecay(),
                true,
                false);
    }
}
