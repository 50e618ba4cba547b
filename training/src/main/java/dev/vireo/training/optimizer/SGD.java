package dev.vireo.training.optimizer;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.op.Update.FusedSgd;
import java.util.List;

/**
 * Stochastic gradient descent with momentum, as {@code torch.optim.SGD}. Where there is momentum, the state
 * {@code momentum_buffer} has the parameter's shape and type, but is float32 for float16 and bfloat16 parameters.
 *
 * <p>A gradient by rows ({@link dev.vireo.tensor.autograd.RowGradient}) updates the touched rows alone: other rows do not
 * move on by their momentum, and weight decay does not reach them.
 */
public final class SGD extends FusedOptimizer {
    private final Settings settings;

    /** Without momentum and weight decay. */
    public static Settings of(double learningRate) {
        return new Settings(learningRate, 0, false, 0);
    }

    /**
     * The settings of SGD.
     *
     * @param learningRate 0 or more
     * @param momentum the share of the previous step that is added to the next, 0 or more
     * @param nesterov whether the gradient is taken where the momentum leads
     * @param weightDecay times the weight: added to its gradient
     */
    public record Settings(double learningRate, double momentum, boolean nesterov, double weightDecay)
            implements Optimizer.Settings {
        /** Refuses numbers out of range, and Nesterov's momentum without momentum. */
        public Settings {
            SettingChecks.notNegative("SGD", "the learning rate", learningRate);
            SettingChecks.notNegative("SGD", "the momentum", momentum);
            SettingChecks.notNegative("SGD", "the weight decay", weightDecay);
            if (nesterov && momentum == 0) {
                throw new IllegalArgumentException("SGD: Nesterov's momentum needs a momentum above 0");
            }
        }

        /** With the given momentum. */
        public Settings momentum(double share) {
            return new Settings(learningRate, share, nesterov, weightDecay);
        }

        /** With Nesterov's momentum (Sutskever et al. 2013). */
        public Settings nesterovMomentum(double share) {
            return new Settings(learningRate, share, true, weightDecay);
        }

        /** With another weight decay. */
        public Settings weightDecay(double decay) {
            return new Settings(learningRate, momentum, nesterov, decay);
        }

        @Override
        public SGD over(ParameterGroup... groups) {
            return new SGD(this, groups);
        }

        @Override
        public SGD over(List<Tensor> parameters) {
            return over(ParameterGroup.of(parameters));
        }
    }

    private SGD(Settings settings, ParameterGroup... groups) {
        super(settings, settings.momentum() == 0 ? List.of() : List.of("momentum_buffer"), groups);
        this.settings = settings;
    }

    @Override
    Update operation(int count, ParameterStep step) {
        return new FusedSgd(
                count,
                step.learningRate(),
                settings.momentum(),
                0,
                step.weightDecay(),
                settings.nesterov(),
                step.number() == 1);
    }
}
