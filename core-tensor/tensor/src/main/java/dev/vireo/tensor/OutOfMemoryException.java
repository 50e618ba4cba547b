package dev.vireo.tensor;

import java.util.OptionalLong;

/** A device has no memory left for a tensor. What was being computed is lost, all else still holds. */
public class OutOfMemoryException extends EngineException {
    private static final long serialVersionUID = 1L;

    private final Device device;
    private final long requested;

    /** An error that says which device is full, and how many bytes were asked for where the library says so. */
    public OutOfMemoryException(String message, Device device, OptionalLong requestedBytes, Throwable cause) {
        super(message, cause);
        this.device = device;
        this.requested = requestedBytes.orElse(-1);
    }

    /** Which device is full. */
    public Device device() {
        return device;
    }

    /** The bytes that were asked for; empty where the engine does not say. */
    public OptionalLong requestedBytes() {
        return requested < 0 ? OptionalLong.empty() : OptionalLong.of(requested);
    }
}
