package dev.vireo.tensor;

/** An element type that an operation does not take. */
public class DTypeException extends VireoException {
    private static final long serialVersionUID = 1L;

    public DTypeException(String message) {
        super(message);
    }

    public DTypeException(String message, Throwable cause) {
        super(message, cause);
    }
}
