package dev.vireo.training.extension;

import dev.vireo.tensor.TensorSpec;
import dev.vireo.training.optimizer.Optimizer;
import dev.vireo.training.optimizer.ParameterGroup;
import dev.vireo.training.optimizer.ParameterStep;
import java.util.Map;

/** Lion: the sign of an average of gradients. (Chen et al. 2023, "Symbolic Discovery of Optimization Algorithms") */
final class Lion extends Optimizer {
    private final Settings settings;

    record Settings(double learningRate, double beta1, double beta2, double weightDecay) implements Optimizer.Settings {
        static Settings of(double learningRate) {
            return new Settings(learningRate, 0.9, 0.99, 0);
        }

        Settings weightDecay(double decay) {
            return new Settings(learningRate, beta1, beta2, decay);
        }

        @Override
        public Lion over(ParameterGroup... groups) {
            return new Lion(this, groups);
        }
    }

    private Lion(Settings settings, ParameterGroup... groups) {
        super(settings, groups);
        this.settings = settings;
    }

    @Override
    protected Map<String, TensorSpec> state(TensorSpec parameter) {
        return Map.of("exp_avg", accumulator(parameter));
    }

    @Override
    protected void update(ParameterStep step) {
        var average = step.state("exp_avg");
        var direction = average.mul(settings.beta1())
                .add(step.gradient().mul(1 - settings.beta1()))
                .sign();
        step.parameter()
                .assignScale(1 - step.learningRate() * step.weightDecay())
                .assignAdd(direction, -step.learningRate());
        average.assignLerp(step.gradient(), 1 - settings.beta2());
    }
}
