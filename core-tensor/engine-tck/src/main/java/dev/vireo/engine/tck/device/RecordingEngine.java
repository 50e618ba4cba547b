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
 * The reference engine with a device {@code cuda:0} that is none: its memory is the host's, its stream of copies is as late
 * as it may be, and every call of it is written down. What copies through it, and gets the values and the order right,
 * does so on a true device.
 *
 * <p>A tensor that is pinned has a number, from 1; its copy has the same. Events have numbers of their own. The calls are
 * {@code pin 1}, {@code copy 1}, {@code record 1}, {@code block 1}, {@code run Unary.NEG on 1} for a kernel that reads copy 1,
 * {@code synchronize 1}, {@code close 1} of an event, {@code release 1} of pinned memory, and {@code synchronize device}.
 */
public final class RecordingEngine extends ForwardingEngine {
    private static final Device DEVICE = Device.cuda(0);

    private final Calls calls = new Calls();
    private final LazyStreams streams = new LazyStreams(engine(), calls);
    private final KernelTable kernels = recorded(engine().kernels());

    public RecordingEngine() {
        super(Engines.named("reference"));
    }

    /** Computes on this engine, in a scope. */
    public void run(Runnable work) {
        Engines.with(this, () -> {
            try (var scope = TensorScope.open()) {
                work.run();
                return this;
            }
        });
    }

    /** All calls so far, in order. */
    public List<String> calls() {
        return calls.made();
    }

    /** What nobody may do: reading a copy without waiting for it, releasing memory that is being copied. */
    public List<String> violations() {
        return calls.violations();
    }

    /** Pinned tensors and events that have not been closed. */
    public int held() {
        return streams.live();
    }

    /** The next call of these words throws. */
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
