package dev.vireo.training;

import dev.vireo.nn.Layer;
import dev.vireo.training.data.DataLoader;
import dev.vireo.training.metric.Metric;
import java.util.List;
import java.util.Map;

/** What is measured after each epoch, and on which samples. */
record Measured(Layer net, DataLoader samples, List<Metric> metrics) {
    Map<String, Double> now() {
        return Evaluation.of(net, samples, metrics);
    }
}
