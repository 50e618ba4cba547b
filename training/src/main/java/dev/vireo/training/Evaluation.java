package dev.vireo.training;

import dev.vireo.nn.Block;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.DataLoader;
import dev.vireo.training.metric.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Metrics of a network over samples, in evaluation mode and in the type of its parameters. */
public final class Evaluation {
    /** The name under which an objective's own mean is reported. */
    public static final String LOSS = "loss";

    private Evaluation() {}

    /**
     * Measures one metric.
     *
     * @throws VireoException if there are no samples
     */
    public static double of(Layer net, DataLoader samples, Metric metric) {
        return of(net, samples, List.of(metric)).getOrDefault(metric.name(), Double.NaN);
    }

    /**
     * Measures all metrics in one pass and returns them by name.
     *
     * @throws VireoException if there are no samples
     */
    public static Map<String, Double> of(Layer net, DataLoader samples, List<Metric> metrics) {
        var sums = new MetricSums(metrics);
        pass(Networks.of(net), samples, batch -> sums.add(Map.of(Metric.OUTPUT, net.call(batch.input())), batch));
        return sums.values();
    }

    /**
     * Measures an objective's mean, under the name {@code loss}, and metrics of its outputs in one pass.
     *
     * @param net the network that the objective calls; it is in evaluation mode during the pass
     * @throws VireoException if there are no samples, or a metric's output is not one of the objective's
     */
    public static Map<String, Double> of(Block net, Objective objective, DataLoader samples, List<Metric> metrics) {
        return of(Networks.of(net), objective, samples, metrics);
    }

    static Map<String, Double> of(Networks nets, Objective objective, DataLoader samples, List<Metric> metrics) {
        var sums = new MetricSums(metrics);
        try (var total = new EpochLoss(EpochLoss.Reading.ZERO)) {
            pass(nets, samples, batch -> {
                var loss = objective.loss(batch);
                total.add(loss);
                sums.add(loss.outputs(), batch);
            });
            var values = new LinkedHashMap<String, Double>();
            values.put(LOSS, total.read().mean());
            values.putAll(sums.values());
            return Collections.unmodifiableMap(values);
        }
    }

    private static void pass(Networks nets, DataLoader samples, Consumer<Batch> work) {
        if (samples.samples() == 0) {
            throw new VireoException("evaluation: there are no samples to measure on");
        }
        Engines.with(
                nets.engine(),
                () -> nets.inEvalMode(() -> {
                    batches(nets, samples, work);
                    return nets;
                }));
    }

    private static void batches(Networks nets, DataLoader samples, Consumer<Batch> work) {
        try (var off = Autograd.noGrad();
                var pass = samples.pass(0, nets.device())) {
            while (pass.hasNext()) {
                try (var scope = TensorScope.open()) {
                    work.accept(pass.next());
                }
            }
        }
    }

    /** The sums of some metrics over a pass. */
    private record MetricSums(List<Metric> metrics, List<Metric.Sum> sums) {
        MetricSums(List<Metric> metrics) {
            this(metrics, metrics.stream().map(Metric::start).toList());
        }

        void add(Map<String, Tensor> outputs, Batch batch) {
            for (int i = 0; i < sums.size(); i++) {
                var metric = metrics.get(i);
                var output = outputs.get(metric.output());
                if (output == null) {
                    throw new VireoException("metric '" + metric.name() + "' is of the output '" + metric.output()
                            + "'; there are " + outputs.keySet() + ", which WeightedLoss.output(name, tensor) adds");
                }
                sums.get(i).add(output, batch.get(metric.target()));
            }
        }

        Map<String, Double> values() {
            var values = new LinkedHashMap<String, Double>();
            for (int i = 0; i < sums.size(); i++) {
                values.put(metrics.get(i).name(), sums.get(i).value());
            }
            return Collections.unmodifiableMap(values);
        }
    }
}
