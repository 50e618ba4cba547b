package dev.vireo.tensor;

import dev.vireo.tensor.autograd.GradMode;
import dev.vireo.tensor.internal.memory.Handle;
import dev.vireo.tensor.internal.transfer.InFlight;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;

/**
 * Copies tensors to a device while the device computes:
 *
 * <pre>{@code
 * var transfer = Transfer.start(Device.cuda(0), images, classes);   // on any thread; returns at once
 * ...                                                               // compute on the previous batch
 * var batch = transfer.arrive();                                    // on the thread that computes
 * ...
 * transfer.close();
 * }</pre>
 *
 * <p>Values on the CPU are copied through pinned memory and a separate stream, if the engine supports them. Otherwise
 * the copy is complete when {@link #start} returns. A tensor that is already on the device is not copied; the result
 * shares its memory. The sources may be closed as soon as {@code start} has returned.
 *
 * <p>A transfer must be used by one thread at a time.
 */
public final class Transfer implements AutoCloseable {
    private final InFlight inFlight;
    private final Cleaner.Cleanable landing;

    private Transfer(InFlight inFlight) {
        this.inFlight = inFlight;
        this.landing = Handle.CLEANER.register(this, inFlight);
    }

    /**
     * Starts copying. The copies are not part of any graph.
     *
     * @param device the target
     * @param sources at least one tensor, all of one engine
     */
    public static Transfer start(Device device, Tensor... sources) {
        if (sources.length == 0) {
            throw new IllegalArgumentException("transfer: takes at least one tensor, got none");
        }
        var inFlight = new InFlight(sources[0].engine(), device);
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            for (var source : sources) {
                inFlight.add(source);
            }
            inFlight.depart();
            return new Transfer(inFlight);
        } catch (Throwable e) {
            inFlight.abandon(e);
            throw e;
        }
    }

    /**
     * Returns the copies in the order of their sources, owned by the current scope. Kernels of the calling thread wait
     * for them; the thread does not.
     *
     * @throws IllegalStateException if they have already been returned, or the transfer is closed
     */
    public List<Tensor> arrive() {
        try {
            return inFlight.take().stream()
                    .map(cargo -> Tensor.wrap(cargo.handle(), cargo.spec()))
                    .toList();
        } finally {
            Reference.reachabilityFence(this); // prevents the cleaner from running before the copies are tensors
        }
    }

    /** Whether all copies are complete, so that {@link #close} does not wait. */
    public boolean isDone() {
        try {
            return inFlight.isDone();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Frees the pinned memory once it has been read, and the copies that {@link #arrive} has not returned. Closing
     * twice has no effect.
     */
    @Override
    public void close() {
        landing.clean();
    }
}
