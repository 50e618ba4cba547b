package dev.vireo.tensor.internal.plan;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.OutOfMemoryException;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.NativeFailure;
import dev.vireo.tensor.internal.spec.SpecRule;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Converts exceptions of native code into errors that say in one line what ran, on which tensors, and why it failed.
 */
public final class NativeErrors {
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private NativeErrors() {}

    /**
     * Returns the error that replaces an exception.
     *
     * @param what the beginning of the message
     * @param results the expected results; may be {@link SpecRule#DATA_DEPENDENT}
     */
    public static VireoException of(
            String what, Engine engine, TensorSpec[] inputs, TensorSpec[] results, RuntimeException thrown) {
        if (thrown instanceof VireoException known) {
            return known;
        }
        var failure = engine.failure(thrown);
        var call = what + describe(inputs, results);
        return failure.outOfMemory()
                ? outOfMemory(call, results.length > 0 ? results[0].device() : device(inputs), failure, thrown)
                : new EngineException(call + ": " + failure.reason(), thrown);
    }

    private static VireoException outOfMemory(
            String call, Device device, NativeFailure failure, RuntimeException thrown) {
        var memory = Memory.of(device);
        var asked = failure.requestedBytes();
        var message = call + ": " + device + " has no memory left"
                + (asked.isPresent() ? " for the " + size(asked.getAsLong()) + " asked for" : "") + "; "
                + memory.tensors() + " tensors hold " + size(memory.bytes()) + " now, " + size(memory.peakBytes())
                + " at most so far; take smaller batches, close scopes earlier, or use a lower precision";
        return new OutOfMemoryException(message, device, asked, thrown);
    }

    private static String describe(TensorSpec[] inputs, TensorSpec[] results) {
        return inputs.length > 0 ? " on " + list(inputs) : results.length > 0 ? " to " + list(results) : "";
    }

    private static String list(TensorSpec[] specs) {
        return Arrays.stream(specs).map(TensorSpec::toString).collect(Collectors.joining(", "));
    }

    private static Device device(TensorSpec[] inputs) {
        return inputs.length > 0 ? inputs[0].device() : Device.CPU;
    }

    private static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
