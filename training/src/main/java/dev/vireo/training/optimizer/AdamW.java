package dev.vireo.training.optimizer;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.op.Update.FusedAdam;
import java.util.List;

/**
 * Adam with decoupled weight decay, as {@code torch.optim.AdamW} (Loshchilov and Hutter 2019). The moments {@code exp_avg}
 * and {@code exp_avg_sq} have the parameter's shape and type, but are float32 for float16 and bfloat16 parameters.
 *
 * <p>A gradient by rows ({@link dev.vireo.tensor.autograd.RowGradient}) updates the touched rows alone, as
 * {@code torch.optim.SparseAdam}: moments of other rows do not decay, and weight decay does not reach them. The bias
 * correction counts the parameter's steps.
 */
public final class AdamW extends FusedOptimizer {
    private final Settings settings;

    /** The usual settings: betas 0.9 and 0.999, eps 1e-8, weight decay 0.01. */
    public static Settings of(double learningRate) {
        return new Settings(learningRate, 0.9, 0.999, 1e-8, 0.01);
    }

    /**
     * The settings of AdamW.
     *
     * @param learningRate 0 or more
     * @param beta1 decay of the mean of gradients, at least 0 and below 1
     * @param beta2 decay of the mean of squared gradients, at least 0 and below 1
     * @param eps added to the root of the second moment, 0 or more
     * @param weightDecay times the learning rate: the share of each weight that a step takes away
     */
    public record Settings(double learningRate, double beta1, double beta2, double eps, double weightDecay)
            implements Optimizer.Settings {
        /** Refuses numbers out of range. */
        public Settings {
            SettingChecks.notNegative("AdamW", "the learning rate", learningRate);
            SettingChecks.notNegative("AdamW", "eps", eps);
            SettingChecks.notNegative("AdamW", "the weight decay", weightDecay);
            SettingChecks.belowOne("AdamW", "beta1", beta1);
            SettingChecks.belowOne("AdamW", "beta2", beta2);
        }

        /** With another weight decay. */
        public Settings weightDecay(double decay) {
            return new Settings(learningRate, beta1, beta2, eps, decay);
        }

        /** With other decays of the moments. */
        public Settings betas(double first, double second) {
            return new Settings(learningRate, first, second, eps, weightDecay);
        }

        /** With another eps. */
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
        super(settings, List.of("exp_avg", "exp_avg_sq"), groups);
        this.settings = settings;
    }

    @Override
    Update operation(int count, ParameterStep step) {
        return new FusedAdam(
                count,
                step.number(),
                step.learningRate(),
                settings.beta1(),
                settings.beta2(),
                settings.eps(),
                step.weightDecay(),
                true,
                false);
    }
}
