package dev.vireo.tensor;

/** Sizes or dimensions do not fit an operation. */
public class ShapeException extends VireoException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a one-line message. */
    public ShapeException(String message) {
        super(message);
    }

    /** Creates an exception with a one-line message and its cause. */
    public ShapeException(String message, Throwable cause) {
        super(message, cause);
    }
}
