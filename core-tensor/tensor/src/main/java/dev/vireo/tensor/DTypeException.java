package dev.vireo.tensor;

/** An operation or an engine does not support an element type. */
public class DTypeException extends VireoException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a one-line message. */
    public DTypeException(String message) {
        super(message);
    }

    /** Creates an exception with a one-line message and its cause. */
    public DTypeException(String message, Throwable cause) {
        super(message, cause);
    }
}
