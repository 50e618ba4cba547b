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

/**
 * The native objects of a {@link Transfer}: pinned memory that is being read, copies that nobody has taken yet, and
 * their event.
 */
public final class InFlight implements Runnable {
    private static final TensorSpec[] NONE = {};

    private final Engine engine;
    private final Device device;
    private final @Nullable Streams streams;
    private final List<Handle> pinned = new ArrayList<>();
    private final List<Cargo> copies = new ArrayList<>();
    private Streams.@Nullable Event arrival;
    private boolean over;

    /**
     * One copy.
     *
     * @param handle the copied tensor
     * @param spec its spec
     */
    public record Cargo(Handle handle, TensorSpec spec) {}

    /** Creates an empty transfer to a device. */
    public InFlight(Engine engine, Device device) {
        KnownDevices.require("transfer", engine, device);
        this.engine = engine;
        this.device = device;
        this.streams = engine.streams(device).orElse(null);
    }

    /** Starts to copy a tensor, or copies it at once if the engine has no streams. */
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

    /** Records the event after all tensors have been added. */
    public void depart() {
        if (streams != null && !pinned.isEmpty()) {
            arrival = clearly(NONE, NONE, () -> streams.record(device));
        }
    }

    /** Returns the copies. Kernels of the calling thread wait for them. */
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

    /** Whether all copies are complete. */
    public boolean isDone() {
        return over || arrival == null || arrival.isDone();
    }

    /** Waits until all copies are complete, then frees everything. */
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

    /** Frees everything after an exception. Exceptions thrown meanwhile are added to it as suppressed. */
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
        var held = TENSORS.handle(source).retain();
        NativeTensor staged;
        try {
            staged = clearly(from, from, () -> by.pin(held.value()));
        } finally {
            held.release();
        }
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
                engine.synchronize(device); // no event was recorded after the copies
            }
            return;
        }
        try {
            arrival.synchronize();
        } catch (RuntimeException e) {
            engine.synchronize(device); // the event is unusable
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
