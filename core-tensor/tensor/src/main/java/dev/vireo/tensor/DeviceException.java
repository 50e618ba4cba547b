package dev.vireo.tensor;

/** Tensors are on different devices, or a device does not exist. */
public class DeviceException extends VireoException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a one-line message. */
    public DeviceException(String message) {
        super(message);
    }

    /** Creates an exception with a one-line message and its cause. */
    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
