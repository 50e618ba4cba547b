package dev.vireo.models.recipe;

import dev.vireo.training.report.EpochReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of metrics.json.
 *
 * @param history a report for each epoch
 * @param trainingSamples the number of samples that the network was trained on
 * @param validationSamples the number of samples that the metrics of each epoch were measured on
 * @param testSamples the number of samples that the trained network was tested on
 * @param tested the metrics on the test data, by name
 */
record RunMetrics(
        List<EpochReport> history,
        int trainingSamples,
        int validationSamples,
        int testSamples,
        Map<String, Double> tested) {
    Map<String, Object> toJson() {
        var json = new LinkedHashMap<String, Object>();
        json.put("epochs", history.stream().map(RunMetrics::epoch).toList());
        var samples = new LinkedHashMap<String, Object>();
        samples.put("train", trainingSamples);
        samples.put("validation", validationSamples);
        samples.put("test", testSamples);
        json.put("samples", samples);
        tested.forEach((name, value) -> json.put("test_" + key(name), value));
        return json;
    }

    private static Map<String, Object> epoch(EpochReport report) {
        var json = new LinkedHashMap<String, Object>();
        json.put("epoch", report.epoch());
        json.put("loss", report.loss());
        report.metrics().forEach((name, value) -> json.put(key(name), value));
        json.put("learning_rate", report.learningRate());
        json.put("seconds", report.seconds());
        json.put("samples_per_second", report.samplesPerSecond());
        return json;
    }

    private static String key(String metric) {
        return metric.replace(' ', '_');
    }
}
