package dev.vireo.tensor;

import java.util.OptionalLong;

/** A device has too little memory for a tensor. The current operation fails; all other tensors remain valid. */
public class OutOfMemoryException extends EngineException {
    private static final long serialVersionUID = 1L;

    private final Device device;
    private final long requested;

    /**
     * Creates an exception.
     *
     * @param message one line
     * @param device the device
     * @param requestedBytes the number of bytes requested; empty if the library does not report it
     * @param cause the engine's exception
     */
    public OutOfMemoryException(String message, Device device, OptionalLong requestedBytes, Throwable cause) {
        super(message, cause);
        this.device = device;
        this.requested = requestedBytes.orElse(-1);
    }

    /** The device that is out of memory. */
    public Device device() {
        return device;
    }

    /** The number of bytes requested; empty if the library does not report it. */
    public OptionalLong requestedBytes() {
        return requested < 0 ? OptionalLong.empty() : OptionalLong.of(requested);
    }
}
