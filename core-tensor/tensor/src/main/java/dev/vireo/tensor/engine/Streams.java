package dev.vireo.tensor.engine;

import dev.vireo.tensor.Device;

/**
 * Copies that run concurrently with kernels: pinned memory on the CPU, one stream of copies per device beside the
 * stream of its kernels, and events between both. Must be thread-safe. For one tensor, the order of calls is:
 *
 * <pre>{@code
 * var pinned = streams.pin(host);
 * var copied = streams.copy(pinned, device);  // returns at once
 * var arrival = streams.record(device);       // after the copy
 * arrival.block(copied);                      // on the thread that computes; returns at once
 * ...                                         // kernels that read it
 * arrival.synchronize();                      // before pinned is closed
 * arrival.close();
 * pinned.close();
 * }</pre>
 */
public interface Streams {
    /** Copies a tensor to dense pinned memory on the CPU, which a device can read directly. */
    NativeTensor pin(NativeTensor host);

    /**
     * Starts a copy in the device's stream of copies. The pinned tensor must stay open until an event recorded after
     * this call is done.
     */
    NativeTensor copy(NativeTensor pinned, Device device);

    /** Records an event after all copies that the device's stream has been given. */
    Event record(Device device);

    /** A position in a stream of copies. */
    interface Event extends AutoCloseable {
        /**
         * Makes kernels that this thread launches from now on wait for the event. The tensors are marked as used by
         * those kernels, so that their memory, which belongs to the stream of copies, is not reused before the kernels
         * launched until a tensor is closed have finished.
         */
        void block(NativeTensor... used);

        /** Whether the event is done. */
        boolean isDone();

        /** Waits until the event is done. */
        void synchronize();

        @Override
        void close();
    }
}
