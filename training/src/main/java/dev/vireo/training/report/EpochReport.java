package dev.vireo.training.report;

import dev.vireo.tensor.VireoException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The results of one epoch.
 *
 * @param epoch from 1 to {@code epochs}
 * @param epochs the number of epochs of the run
 * @param losses the mean training loss of each phase over the epoch, under the phase's name; {@code loss} for a phase
 * without a name
 * @param metrics by name, measured after the epoch on other samples; empty if there are none
 * @param learningRate of the epoch's last step; of the first phase if there are several
 * @param timing how many samples were trained on, and how long it took
 */
public record EpochReport(
        int epoch,
        int epochs,
        Map<String, Double> losses,
        Map<String, Double> metrics,
        double learningRate,
        Timing timing) {
    /** Keeps the order of the losses and metrics. */
    public EpochReport {
        losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses)); // Map.copyOf would lose the order
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** The mean training loss; the sum over the phases if there are several. */
    public double loss() {
        return PhaseLosses.total(losses);
    }

    /** The seconds that training took, without evaluation. */
    public double seconds() {
        return timing.seconds();
    }

    /** The rate of training, without evaluation. */
    public double samplesPerSecond() {
        return timing.samplesPerSecond();
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
