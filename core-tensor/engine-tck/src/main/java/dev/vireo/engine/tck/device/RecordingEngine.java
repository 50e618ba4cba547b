package dev.vireo.engine.tck.device;

import dev.vireo.engine.tck.ForwardingEngine;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.Streams;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reference engine with a simulated device {@code cuda:0}. The device's memory is host memory, its stream delays
 * copies as long as possible, and all calls are recorded. Code that passes here with correct values and a correct order
 * of calls also works on a real device.
 *
 * <p>Pinned tensors are numbered from 1, and a copy has the number of its source. Events have their own numbers. The
 * calls are {@code pin 1}, {@code copy 1}, {@code record 1}, {@code block 1}, {@code run Unary.NEG on 1} for a kernel
 * that reads copy 1, {@code synchronize 1}, {@code close 1} of an event, {@code release 1} of pinned memory, and {@code
 * synchronize device}.
 */
public final class RecordingEngine extends ForwardingEngine {
    private static final Device DEVICE = Device.cuda(0);

    private final Calls calls = new Calls();
    private final LazyStreams streams = new LazyStreams(engine(), calls);
    private final KernelTable kernels = recorded(engine().kernels());

    /** Creates an engine without recorded calls. */
    public RecordingEngine() {
        super(Engines.named("reference"));
    }

    /** Runs work on this engine, in its own scope. */
    public void run(Runnable work) {
        Engines.with(this, () -> {
            try (var scope = TensorScope.open()) {
                work.run();
                return this;
            }
        });
    }

    /** Returns all calls so far, in order. */
    public List<String> calls() {
        return calls.made();
    }

    /** Returns violations: copies read without waiting, and memory released while it is being copied. */
    public List<String> violations() {
        return calls.violations();
    }

    /** The number of pinned tensors and events that are not closed. */
    public int held() {
        return streams.live();
    }

    /** Makes the next call with this text throw. */
    public RecordingEngine failing(String call) {
        calls.fail(call);
        return this;
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public List<Device> devices() {
        return List.of(Device.CPU, DEVICE);
    }

    @Override
    public KernelTable kernels() {
        return kernels;
    }

    @Override
    public Optional<Streams> streams(Device device) {
        return device.equals(DEVICE) ? Optional.of(streams) : Optional.empty();
    }

    @Override
    public void synchronize(Device device) {
        streams.drain();
    }

    @Override
    public Map<String, String> diagnosis() {
        return Map.of("devices", devices().toString());
    }

    private KernelTable recorded(KernelTable table) {
        return new KernelTable(table.forward().map(kernel -> recorded(kernel)), table.gradients(), table.gaps());
    }

    private <O extends Op> Kernel<O> recorded(Kernel<O> kernel) {
        return (op, inputs) -> {
            Arrays.stream(inputs)
                    .map(streams::reads)
                    .flatMapToInt(number -> number.stream())
                    .forEach(number -> calls.make("run " + OpKeys.name(op.key()) + " on " + number));
            return kernel.run(op, inputs);
        };
    }
}
