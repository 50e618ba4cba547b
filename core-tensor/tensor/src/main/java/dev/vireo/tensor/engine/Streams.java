package dev.vireo.tensor.engine;

import dev.vireo.tensor.Device;

/**
 * How tensors reach a device while it computes: pinned memory on the CPU, on each device one stream of copies beside the
 * stream of its kernels, and events between the two. Safe for use by several threads. The order of calls, for one tensor:
 *
 * <pre>{@code
 * var pinned = streams.pin(host);
 * var copied = streams.copy(pinned, device);  // returns at once
 * var arrival = streams.record(device);       // behind the copy
 * arrival.block(copied);                      // on the thread that computes: returns at once, too
 * ...                                         // kernels that read it
 * arrival.synchronize();                      // before pinned goes
 * arrival.close();
 * pinned.close();
 * }</pre>
 */
public interface Streams {
    /** The same values in pinned memory, which a device reads by itself: dense, on the CPU. */
    NativeTensor pin(NativeTensor host);

    /**
     * Gives the copy to the device's stream of copies. The pinned tensor is closed after an event that was recorded later
     * is done, and not before.
     */
    NativeTensor copy(NativeTensor pinned, Device device);

    /** An event behind all that the device's stream of copies has been given. */
    Event record(Device device);

    /** A place in a stream of copies. */
    interface Event extends AutoCloseable {
        /**
         * Lets the kernels that this thread gives to the device from now on begin after the event. They are said to use the
         * tensors: memory of these, which belongs to the stream of copies, is not used again before kernels that were given
         * until a tensor is closed are done.
         */
        void block(NativeTensor... used);

        /** Whether the device has passed it. */
        boolean isDone();

        /** Waits until it is done. */
        void synchronize();

        @Override
        void close();
    }
}
