package dev.vireo.training;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.training.data.DataLoader;
import dev.vireo.training.metric.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics of a network over samples, in evaluation mode and in the type of its parameters. */
public final class Evaluation {
    private Evaluation() {}

    /**
     * One metric.
     *
     * @throws VireoException if there are no samples
     */
    public static double of(Layer net, DataLoader samples, Metric metric) {
        var sum = metric.start();
        measure(net, samples, List.of(sum));
        return sum.value();
    }

    /**
     * All metrics in one pass, by name.
     *
     * @throws VireoException if there are no samples
     */
    public static Map<String, Double> of(Layer net, DataLoader samples, List<Metric> metrics) {
        var sums = metrics.stream().map(Metric::start).toList();
        measure(net, samples, sums);
        var values = new LinkedHashMap<String, Double>();
        for (int i = 0; i < sums.size(); i++) {
            values.put(metrics.get(i).name(), sums.get(i).value());
        }
        return Collections.unmodifiableMap(values);
    }

    private static void measure(Layer net, DataLoader samples, List<Metric.Sum> sums) {
        if (samples.samples() == 0) {
            throw new VireoException("evaluation: there are no samples to measure on");
        }
        Engines.with(
                Devices.engine(net),
                () -> net.inEvalMode(() -> {
                    pass(net, samples, sums);
                    return net;
                }));
    }

    private static void pass(Layer net, DataLoader samples, List<Metric.Sum> sums) {
        var device = Devices.of(net);
        try (var off = Autograd.noGrad();
                var pass = samples.pass(0, device)) {
            while (pass.hasNext()) {
                try (var scope = TensorScope.open()) {
                    var batch = pass.next();
                    var output = net.call(batch.input());
                    sums.forEach(sum -> sum.add(output, batch.target()));
                }
            }
        }
    }
}
