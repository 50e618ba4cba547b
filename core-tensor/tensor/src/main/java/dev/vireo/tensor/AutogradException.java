package dev.vireo.tensor;

/** A gradient that cannot be computed: no path, a graph used up, a saved tensor modified in place. */
public class AutogradException extends VireoException {
    private static final long serialVersionUID = 1L;

    public AutogradException(String message) {
        super(message);
    }

    public AutogradException(String message, Throwable cause) {
        super(message, cause);
    }
}
