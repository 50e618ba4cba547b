package dev.vireo.tensor;

/** Tensors on different devices, or a device that is not there. */
public class DeviceException extends VireoException {
    private static final long serialVersionUID = 1L;

    public DeviceException(String message) {
        super(message);
    }

    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
