package dev.vireo.training.checkpoint;

import dev.vireo.training.state.Placement;
import dev.vireo.training.state.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads checkpoints of the first format, which has no version and no checksums, and converts them to the current
 * format.
 */
final class FormatOne {
    private FormatOne() {}

    static Manifest manifest(State root) {
        var parts = new LinkedHashMap<String, Part>();
        parts.put("model", file("model.safetensors"));
        parts.put("optimizer", file("optimizer.safetensors"));
        parts.put("scaler", values(root.nested("scaler").values()));
        parts.put("generator", values(Map.of("state", root.integer("generator"))));
        parts.put("progress", values(progress(root)));
        return new Manifest("", parts);
    }

    private static Map<String, Object> progress(State root) {
        var values = new LinkedHashMap<String, Object>();
        values.put("batch", 0);
        values.put("steps", root.integer("steps"));
        values.put(
                "history",
                root.list("history").stream()
                        .map(State::nested)
                        .<Object>map(FormatOne::report)
                        .toList());
        return values;
    }

    /** There was one loss, and a rate instead of the number of samples. */
    private static Map<String, Object> report(State old) {
        var values = new LinkedHashMap<>(old.values());
        values.put("losses", Map.of("loss", old.number("loss")));
        values.put("samples", Math.round(old.number("samplesPerSecond") * old.number("seconds")));
        return values;
    }

    private static Part file(String name) {
        return new Part(Placement.REPLICATED, List.of(PartFile.unchecked(name)), Map.of());
    }

    private static Part values(Map<String, Object> values) {
        return new Part(Placement.REPLICATED, List.of(), values);
    }
}
