package dev.vireo.models.recipe;

import dev.vireo.training.report.EpochReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What metrics.json says of a run.
 *
 * @param trained how many samples it was trained on
 * @param validated how many samples the metrics of the epochs were measured on
 * @param tested how many samples the test was on, once, at the end
 */
record RunMetrics(List<EpochReport> history, int trained, int validated, int tested, double testAccuracy) {
    Map<String, Object> toJson() {
        var json = new LinkedHashMap<String, Object>();
        json.put("epochs", history.stream().map(RunMetrics::epoch).toList());
        var samples = new LinkedHashMap<String, Object>();
        samples.put("train", trained);
        samples.put("validation", validated);
        samples.put("test", tested);
        json.put("samples", samples);
        json.put("test_accuracy", testAccuracy);
        return json;
    }

    private static Map<String, Object> epoch(EpochReport report) {
        var json = new LinkedHashMap<String, Object>();
        json.put("epoch", report.epoch());
        json.put("loss", report.loss());
        report.metrics().forEach((name, value) -> json.put(name.replace(' ', '_'), value));
        json.put("learning_rate", report.learningRate());
        json.put("seconds", report.seconds());
        json.put("samples_per_second", report.samplesPerSecond());
        return json;
    }
}
