package dev.vireo.training.report;

import dev.vireo.tensor.VireoException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an epoch came to.
 *
 * @param epoch from 1, of {@code epochs}
 * @param loss the mean over the epoch's training samples, as they were trained on
 * @param metrics by name, measured after the epoch on other samples; empty where there are none
 * @param learningRate of the epoch's last step
 * @param seconds of training, measuring not counted
 * @param samplesPerSecond of training
 */
public record EpochReport(
        int epoch,
        int epochs,
        double loss,
        Map<String, Double> metrics,
        double learningRate,
        double seconds,
        double samplesPerSecond) {
    public EpochReport {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics)); // Map.copyOf would lose the order
    }

    /**
     * One of the metrics.
     *
     * @throws VireoException if it was not measured
     */
    public double metric(String name) {
        var value = metrics.get(name);
        if (value == null) {
            throw new VireoException("metric '" + name + "' was not measured; there are " + metrics.keySet());
        }
        return value;
    }
}
