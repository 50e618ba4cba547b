package dev.vireo.tensor;

/** A tensor was used after it was closed, usually by its scope. */
public class ClosedTensorException extends VireoException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a one-line message. */
    public ClosedTensorException(String message) {
        super(message);
    }

    /** Creates an exception with a one-line message and its cause. */
    public ClosedTensorException(String message, Throwable cause) {
        super(message, cause);
    }
}
