package dev.vireo.tensor;

/** Use of a tensor after the scope that owned it was closed. */
public class ClosedTensorException extends VireoException {
    private static final long serialVersionUID = 1L;

    public ClosedTensorException(String message) {
        super(message);
    }

    public ClosedTensorException(String message, Throwable cause) {
        super(message, cause);
    }
}
