package dev.vireo.training.checkpoint;

import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.Timing;
import dev.vireo.training.state.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports of epochs as values that JSON can hold. */
final class ReportValues {
    private ReportValues() {}

    static List<Object> of(List<EpochReport> history) {
        return history.stream().<Object>map(ReportValues::of).toList();
    }

    static List<EpochReport> reports(List<?> values) {
        return values.stream().map(State::nested).map(ReportValues::report).toList();
    }

    private static Map<String, Object> of(EpochReport report) {
        var values = new LinkedHashMap<String, Object>();
        values.put("epoch", report.epoch());
        values.put("epochs", report.epochs());
        values.put("losses", new LinkedHashMap<>(report.losses()));
        values.put("metrics", new LinkedHashMap<>(report.metrics()));
        values.put("learningRate", report.learningRate());
        values.put("samples", report.timing().samples());
        values.put("seconds", report.seconds());
        return values;
    }

    private static EpochReport report(State values) {
        return new EpochReport(
                Math.toIntExact(values.integer("epoch")),
                Math.toIntExact(values.integer("epochs")),
                numbers(values.nested("losses")),
                numbers(values.nested("metrics")),
                values.number("learningRate"),
                new Timing(values.integer("samples"), values.number("seconds")));
    }

    private static Map<String, Double> numbers(State values) {
        var numbers = new LinkedHashMap<String, Double>();
        values.values().keySet().forEach(name -> numbers.put(name, values.number(name)));
        return numbers;
    }
}
