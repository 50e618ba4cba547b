package dev.vireo.tensor;

/** Sizes or dimensions that do not fit an operation. */
public class ShapeException extends VireoException {
    private static final long serialVersionUID = 1L;

    public ShapeException(String message) {
        super(message);
    }

    public ShapeException(String message, Throwable cause) {
        super(message, cause);
    }
}
