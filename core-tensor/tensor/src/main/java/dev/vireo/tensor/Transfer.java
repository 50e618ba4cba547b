package dev.vireo.tensor;

import dev.vireo.tensor.autograd.GradMode;
import dev.vireo.tensor.internal.memory.Handle;
import dev.vireo.tensor.internal.transfer.InFlight;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;

/**
 * Tensors on their way to a device, which computes meanwhile:
 *
 * <pre>{@code
 * var transfer = Transfer.start(Device.cuda(0), images, classes);   // on any thread; returns at once
 * ...                                                               // work on the batch before
 * var batch = transfer.arrive();                                    // on the thread that computes
 * ...
 * transfer.close();
 * }</pre>
 *
 * <p>From the CPU the values go through pinned memory and a stream of copies, where the engine has them; else the copy is
 * done when {@link #start} returns. A tensor that is on the device already is not copied, and shares its memory. The
 * sources may be closed as soon as {@code start} has returned.
 *
 * <p>Used by one thread at a time.
 */
public final class Transfer implements AutoCloseable {
    private final InFlight inFlight;
    private final Cleaner.Cleanable landing;

    private Transfer(InFlight inFlight) {
        this.inFlight = inFlight;
        this.landing = Handle.CLEANER.register(this, inFlight);
    }

    /**
     * Starts to copy. What arrives takes part in no graph.
     *
     * @param sources one at least, all of one engine
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
     * The copies, in the order of their sources, for the calling thread to compute with: the device waits for them, the
     * thread does not. They belong to the current scope.
     *
     * @throws IllegalStateException if they have been taken, or the transfer is closed
     */
    public List<Tensor> arrive() {
        try {
            return inFlight.take().stream()
                    .map(cargo -> Tensor.wrap(cargo.handle(), cargo.spec()))
                    .toList();
        } finally {
            Reference.reachabilityFence(this); // the cleaner keeps off until the copies are tensors
        }
    }

    /** Whether all values are there, so that {@link #close} will not wait. */
    public boolean isDone() {
        try {
            return inFlight.isDone();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Frees the pinned memory, as soon as it has been read, and copies that were not taken; those that were live on.
     * Closing twice does nothing.
     */
    @Override
    public void close() {
        landing.clean();
    }
}
