package dev.vireo.training.optimizer;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.op.Update.FusedSgd;
import java.util.List;

/** Stochastic gradient descent with momentum, as {@code torch.optim.SGD}. */
public final class SGD extends Optimizer {
    private final Settings settings;

    /** Without momentum and weight decay. */
    public static Settings of(double learningRate) {
        return new Settings(learningRate, 0, false, 0);
    }

    /** What can be set before the parameters are known. */
    public record Settings(double learningRate, double momentum, boolean nesterov, double weightDecay)
            implements Optimizer.Settings {
        public Settings {
            Arguments.notNegative("SGD", "the learning rate", learningRate);
            Arguments.notNegative("SGD", "the momentum", momentum);
            Arguments.notNegative("SGD", "the weight decay", weightDecay);
            if (nesterov && momentum == 0) {
                throw new IllegalArgumentException("SGD: Nesterov's momentum needs a momentum above 0");
            }
        }

        public Settings momentum(double share) {
            return new Settings(learningRate, share, nesterov, weightDecay);
        }

        /** Looks ahead by the momentum. (Sutskever et al. 2013) */
        public Settings nesterovMomentum(double share) {
            return new Settings(learningRate, share, true, weightDecay);
        }

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
        super(settings.learningRate(), groups);
        this.settings = settings;
    }

    /** The velocity, where there is momentum. */
    @Override
    List<String> stateNames() {
        return settings.momentum() == 0 ? List.of() : List.of("momentum_buffer");
    }

    @Override
    Update update(ParameterGroup group, int count, long step) {
        return new FusedSgd(
                count,
                learningRate() * group.learningRateFactor(),
                settings.momentum(),
                0,
                settings.weightDecay() * group.weightDecayFactor(),
                settings.nesterov(),
                step == 1);
    }
}
