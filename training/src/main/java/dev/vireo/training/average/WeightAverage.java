package dev.vireo.training.average;

import dev.vireo.nn.Block;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.training.callback.Callback;
import dev.vireo.training.report.StepReport;
import dev.vireo.training.state.State;
import dev.vireo.training.state.Stateful;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An average of a network's weights over the steps of training, which often generalizes better than the last weights.
 *
 * <pre>{@code
 * try (var average = WeightAverage.exponential(net, 0.999)) {
 *     Trainer.of(net, loss).average(average).fit(train, test, Epochs.of(10));
 *     average.copyToNetwork();
 * }
 * }</pre>
 *
 * <p>The average starts with the weights after the first step, as {@code torch.optim.swa_utils.AveragedModel}. Buffers,
 * such as the running statistics of batch norm, are not averaged. It owns its tensors, and must be made after the network
 * is on its device.
 */
public final class WeightAverage implements Callback, Stateful, AutoCloseable {
    private final Block net;
    private final double decay;
    private final Map<String, Tensor> averages = new LinkedHashMap<>();
    private long updates;

    private WeightAverage(Block net, double decay) {
        if (!(decay >= 0)) {
            throw new IllegalArgumentException("average: the decay is " + decay + "; expected 0 or more and below 1");
        }
        this.net = net;
        this.decay = decay;
    }

    /**
     * An exponential moving average: {@code average = decay average + (1 - decay) weight} after each step. (Polyak and
     * Juditsky 1992)
     *
     * @param decay from 0 to 1, without 1
     */
    public static WeightAverage exponential(Block net, double decay) {
        if (!(decay < 1)) {
            throw new IllegalArgumentException("average: the decay is " + decay + "; expected 0 or more and below 1");
        }
        return new WeightAverage(net, decay);
    }

    /** Takes the weights of a step into the average. A trainer calls this. */
    @Override
    public void onStep(StepReport report) {
        update();
    }

    /** Adds the current weights to the average, for custom training loops. */
    public void update() {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            if (averages.isEmpty()) {
                net.namedParameters().forEach((name, weight) -> averages.put(name, copy(weight)));
            } else {
                net.namedParameters()
                        .forEach((name, weight) -> named(name, averages).assignLerp(weight, 1 - decay));
            }
        }
        updates++;
    }

    /** The number of steps in the average. */
    public long updates() {
        return updates;
    }

    /** The averages by the names of the parameters. This object owns them. */
    public Map<String, Tensor> averages() {
        return Map.copyOf(averages);
    }

    /**
     * Runs work while the network has the averaged weights, then restores its own weights. Before the first step
     * nothing changes.
     */
    public <T> T during(Supplier<T> work) {
        try (var scope = TensorScope.open()) {
            var own = new LinkedHashMap<String, Tensor>();
            net.namedParameters()
                    .forEach((name, weight) -> own.put(name, weight.detach().copy()));
            assign(averages);
            try {
                return work.get();
            } finally {
                assign(own);
            }
        }
    }

    /** Copies the averaged weights into the network permanently. */
    public void copyToNetwork() {
        assign(averages);
    }

    @Override
    public String name() {
        return "average";
    }

    @Override
    public State state() {
        return new State(averages, Map.of("updates", updates));
    }

    @Override
    public Runnable prepare(State saved) {
        long savedUpdates = saved.integer("updates");
        if (savedUpdates > 0) {
            net.namedParameters().forEach((name, weight) -> requireSame(name, weight, saved.tensor(name)));
        }
        return () -> {
            close();
            saved.tensors().forEach((name, value) -> averages.put(name, copy(onDeviceOf(name, value))));
            updates = savedUpdates;
        };
    }

    /** Frees the averages; the next step begins anew. */
    @Override
    public void close() {
        averages.values().forEach(Tensor::close);
        averages.clear();
        updates = 0;
    }

    private Tensor onDeviceOf(String name, Tensor value) {
        var weight = net.namedParameters().get(name);
        return weight == null ? value : value.to(weight.engine()).to(weight.device());
    }

    private void assign(Map<String, Tensor> values) {
        try (var off = Autograd.noGrad()) {
            var weights = net.namedParameters();
            values.forEach((name, value) -> named(name, weights).assign(value));
        }
    }

    private static Tensor named(String name, Map<String, Tensor> tensors) {
        var tensor = tensors.get(name);
        if (tensor == null) {
            throw new VireoException("average: the network's parameters have changed, there is no '" + name + "' in "
                    + tensors.keySet());
        }
        return tensor;
    }

    private static Tensor copy(Tensor weight) {
        return weight.detach().copy().own();
    }

    private static void requireSame(String name, Tensor weight, Tensor saved) {
        if (!saved.shape().equals(weight.shape()) || saved.dtype() != weight.dtype()) {
            throw new VireoException("'" + name + "' is " + saved.dtype() + " " + saved.shape() + "; the parameter is "
                    + weight.dtype() + " " + weight.shape());
        }
    }
}
