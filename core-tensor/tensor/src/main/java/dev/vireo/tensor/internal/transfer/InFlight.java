package dev.vireo.tensor.internal.transfer;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.Transfer;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.Streams;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.memory.Handle;
import dev.vireo.tensor.internal.plan.KnownDevices;
import dev.vireo.tensor.internal.plan.NativeErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a {@link Transfer} holds: pinned memory that is being read, copies that nobody has taken yet, and when they arrive. */
public final class InFlight implements Runnable {
    private static final TensorSpec[] NONE = {};

    private final Engine engine;
    private final Device device;
    private final @Nullable Streams streams;
    private final List<Handle> pinned = new ArrayList<>();
    private final List<Cargo> copies = new ArrayList<>();
    private Streams.@Nullable Event arrival;
    private boolean over;

    /** One copy. */
    public record Cargo(Handle handle, TensorSpec spec) {}

    public InFlight(Engine engine, Device device) {
        KnownDevices.require("transfer", engine, device);
        this.engine = engine;
        this.device = device;
        this.streams = engine.streams(device).orElse(null);
    }

    /** Starts to copy a tensor; or copies it, where there is no stream for that. */
    public void add(Tensor source) {
        if (source.engine() != engine) {
            throw new DeviceException("transfer: the tensors belong to different engines, " + engine.name() + " and "
                    + source.engine().name() + "; take one transfer for each");
        }
        Context.current().enter(engine);
        if (streams != null && source.device().isCpu()) {
            copy(streams, source);
        } else {
            var there = source.detach().to(device);
            copies.add(new Cargo(TENSORS.handle(there).retain(), there.spec()));
        }
    }

    /** All that arrives together has been added. */
    public void depart() {
        if (streams != null && !pinned.isEmpty()) {
            arrival = clearly(NONE, NONE, () -> streams.record(device));
        }
    }

    /** Hands the copies over; kernels of the calling thread wait for them. */
    public List<Cargo> take() {
        if (over || copies.isEmpty()) {
            throw new IllegalStateException("transfer: the copies on " + device + " "
                    + (over ? "were freed when it was closed" : "have been taken") + "; start another");
        }
        var event = arrival;
        if (event != null) {
            Context.current().enter(engine);
            clearly(NONE, NONE, () -> block(event));
        }
        var taken = List.copyOf(copies);
        copies.clear();
        return taken;
    }

    public boolean isDone() {
        return over || arrival == null || arrival.isDone();
    }

    /** Waits until nothing is copied any more, then frees what is held. */
    @Override
    public void run() {
        over = true;
        try {
            land();
        } finally {
            pinned.forEach(Handle::release);
            copies.forEach(each -> each.handle().release());
            pinned.clear();
            copies.clear();
            if (arrival != null) {
                arrival.close();
            }
        }
    }

    /** Frees what is held because of an exception, to which it adds what then goes wrong, too. */
    public void abandon(Throwable cause) {
        try {
            run();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private void copy(Streams by, Tensor source) {
        var here = source.spec();
        var there = here.with(device);
        var from = new TensorSpec[] {here};
        var staged = clearly(from, from, () -> by.pin(TENSORS.handle(source).value()));
        pinned.add(Handle.of(engine, staged, here));
        var copied = clearly(from, new TensorSpec[] {there}, () -> by.copy(staged, device));
        copies.add(new Cargo(Handle.of(engine, copied, there), there));
    }

    private Streams.Event block(Streams.Event event) {
        event.block(copies.stream().map(each -> each.handle().value()).toArray(NativeTensor[]::new));
        return event;
    }

    private void land() {
        if (arrival == null) {
            if (!pinned.isEmpty()) {
                engine.synchronize(device); // no event was recorded behind the copies
            }
            return;
        }
        try {
            arrival.synchronize();
        } catch (RuntimeException e) {
            engine.synchronize(device); // the event does not tell
            throw e;
        }
    }

    private <T> T clearly(TensorSpec[] from, TensorSpec[] to, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw NativeErrors.of("transfer to " + device, engine, from, to, e);
        }
    }
}
