package dev.vireo.training.optimizer;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.op.Update.FusedAdam;
import java.util.List;

/** Adam with decoupled weight decay, as {@code torch.optim.AdamW}. (Loshchilov and Hutter 2019) */
public final class AdamW extends Optimizer {
    private final Settings settings;

    /** The usual settings: betas 0.9 and 0.999, eps 1e-8, weight decay 0.01. */
    public static Settings of(double learningRate) {
        return new Settings(learningRate, 0.9, 0.999, 1e-8, 0.01);
    }

    /** What can be set before the parameters are known. */
    public record Settings(double learningRate, double beta1, double beta2, double eps, double weightDecay)
            implements Optimizer.Settings {
        public Settings {
            Arguments.notNegative("AdamW", "the learning rate", learningRate);
            Arguments.notNegative("AdamW", "eps", eps);
            Arguments.notNegative("AdamW", "the weight decay", weightDecay);
            Arguments.belowOne("AdamW", "beta1", beta1);
            Arguments.belowOne("AdamW", "beta2", beta2);
        }

        public Settings weightDecay(double decay) {
            return new Settings(learningRate, beta1, beta2, eps, decay);
        }

        public Settings betas(double first, double second) {
            return new Settings(learningRate, first, second, eps, weightDecay);
        }

        public Settings eps(double small) {
            return new Settings(learningRate, beta1, beta2, small, weightDecay);
        }

        @Override
        public AdamW over(ParameterGroup... groups) {
            return new AdamW(this, groups);
        }

        @Override
        public AdamW over(List<Tensor> parameters) {
            return over(ParameterGroup.of(parameters));
        }
    }

    private AdamW(Settings settings, ParameterGroup... groups) {
        super(settings.learningRate(), groups);
        this.settings = settings;
    }

    @Override
    List<String> stateNames() {
        return List.of("exp_avg", "exp_avg_sq");
    }

    @Override
    Update update(ParameterGroup group, int count, long step) {
        return new FusedAdam(
                count,
                step,
                learningRate() * group.learningRateFactor(),
                settings.beta1(),
                settings.beta2(),
                settings.eps(),
                settings.weightDecay() * group.weightDecayFactor(),
                true,
                false);
    }
}
