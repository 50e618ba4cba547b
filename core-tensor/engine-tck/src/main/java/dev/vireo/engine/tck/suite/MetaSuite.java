package dev.vireo.engine.tck.suite;

import dev.vireo.engine.tck.sample.Argument;
import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Indexing;
import dev.vireo.tensor.op.OpKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * On the {@code meta} device, which stores no data, operations return the same shapes and types, and devices cannot be
 * mixed.
 */
public final class MetaSuite {
    private static final Set<Object> NEEDING_VALUES =
            Set.of(Indexing.MaskedSelect.class, Indexing.Nonzero.class, Conversion.ToDevice.class);

    private final SampleRunner bench;

    /** Creates the suite for an engine. */
    public MetaSuite(Engine engine) {
        this.bench = SampleRunner.of(engine, DType.FLOAT32);
    }

    /** Results on meta have the shapes and types of those on the CPU. */
    public Stream<DynamicTest> specs() {
        return OpTests.of(bench, MetaSuite::staysOnDevice, this::compare);
    }

    /** A call with inputs on two devices raises an error that names both. */
    public Stream<DynamicTest> mixedDevices() {
        return OpTests.of(bench, sample -> sample.inputs().size() > 1, this::mixed);
    }

    /**
     * Operations that need values raise an error: those whose result shape depends on values, and copies to other
     * devices.
     */
    public Stream<DynamicTest> values() {
        return OpTests.of(bench, MetaSuite::needsValues, this::refused);
    }

    private static boolean staysOnDevice(OpSample sample) {
        return !sample.inputs().isEmpty() && !needsValues(sample);
    }

    private static boolean needsValues(OpSample sample) {
        return NEEDING_VALUES.contains(sample.op().key());
    }

    private Stream<String> refused(OpSample sample) {
        return bench.run(() -> {
            try {
                Engines.run(
                        sample.op(), sample.inputs().stream().map(this::meta).toArray(Tensor[]::new));
                return Stream.of("accepts inputs on meta");
            } catch (DeviceException e) {
                boolean clear = e.getMessage().contains(OpKeys.label(sample.op()) + ":")
                        && e.getMessage().contains("meta");
                return clear ? Stream.<String>empty() : Stream.of("unclear message about meta: " + e.getMessage());
            }
        });
    }

    private Stream<String> compare(OpSample sample) {
        return bench.run(() -> {
            var expected = specs(Engines.run(sample.op(), bench.tensors(sample)));
            var inputs = sample.inputs().stream().map(this::meta).toArray(Tensor[]::new);
            var actual = specs(Engines.run(sample.op(), inputs));
            return actual.equals(expected)
                    ? Stream.<String>empty()
                    : Stream.of("on meta " + actual + ", on the CPU " + expected);
        });
    }

    private Stream<String> mixed(OpSample sample) {
        return bench.run(() -> {
            var inputs = bench.tensors(sample);
            inputs[1] = meta(sample.inputs().get(1));
            try {
                Engines.run(sample.op(), inputs);
                return Stream.of("accepts inputs on " + bench.device() + " and on meta");
            } catch (DeviceException e) {
                var message = e.getMessage();
                boolean clear = message.contains(OpKeys.label(sample.op()) + ":")
                        && message.contains(bench.device().toString())
                        && message.contains("meta");
                return clear ? Stream.<String>empty() : Stream.of("unclear message about mixed devices: " + message);
            }
        });
    }

    private Tensor meta(Argument argument) {
        var dtype = argument.isFloating() ? bench.floating() : argument.dtype();
        return Tensor.zeros(new TensorSpec(argument.shape(), dtype, Device.META));
    }

    private static List<String> specs(Tensor[] tensors) {
        return Arrays.stream(tensors)
                .map(each -> each.dtype() + " " + each.shape())
                .toList();
    }
}
