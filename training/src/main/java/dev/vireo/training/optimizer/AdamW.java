package dev.vireo.training.optimizer;

import dev.vireo.tensor.Autograd;
import dev.vireo.tensor.Dispatch;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.op.Update.FusedAdam;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Adam with decoupled weight decay, all parameters in one call. (Loshchilov and Hutter 2019) */
public final class AdamW implements Optimizer {
    private final List<Tensor> parameters;
    private final Settings settings;
    private final Map<Tensor, Moments> moments = new IdentityHashMap<>();
    private double rate;
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

    private record Moments(Tensor first, Tensor second) {}

    private AdamW(List<Tensor> parameters, Settings settings) {
        this.parameters = List.copyOf(parameters);
        this.settings = settings;
        this.rate = settings.learningRate();
    }

    @Override
    public void step() {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var moved =
                    parameters.stream().filter(each -> each.grad().isPresent()).toList();
            if (moved.isEmpty()) {
                return;
            }
            steps++;
            var first = new ArrayList<Tensor>();
            var second = new ArrayList<Tensor>();
            var gradients = new ArrayList<Tensor>();
            for (var parameter : moved) {
                var state = moments.computeIfAbsent(parameter, AdamW::zeros);
                first.add(state.first);
                second.add(state.second);
                gradients.add(parameter.grad().orElseThrow());
            }
            var inputs = new ArrayList<>(moved);
            inputs.addAll(first);
            inputs.addAll(second);
            inputs.addAll(gradients);
            Dispatch.run(update(moved.size()), inputs.toArray(Tensor[]::new));
            moved.forEach(Tensor::clearGrad);
        }
    }

    @Override
    public void learningRate(double newRate) {
        rate = newRate;
    }

    @Override
    public double learningRate() {
        return rate;
    }

    @Override
    public void close() {
        moments.values().forEach(state -> {
            state.first.close();
            state.second.close();
        });
        moments.clear();
    }

    private FusedAdam update(int count) {
        return new FusedAdam(
                count,
                steps,
                rate,
                settings.beta1(),
                settings.beta2(),
                settings.eps(),
                settings.weightDecay(),
                true,
                false);
    }

    private static Moments zeros(Tensor parameter) {
        return new Moments(
                Tensor.zeros(parameter.spec()).own(),
                Tensor.zeros(parameter.spec()).own());
    }
}
