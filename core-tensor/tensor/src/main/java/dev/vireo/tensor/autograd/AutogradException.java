package dev.vireo.tensor.autograd;

import dev.vireo.tensor.VireoException;

/**
 * A gradient cannot be computed: there is no path to an input, the graph is freed, or a saved tensor was modified in
 * place.
 */
public class AutogradException extends VireoException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a one-line message. */
    public AutogradException(String message) {
        super(message);
    }

    /** Creates an exception with a one-line message and its cause. */
    public AutogradException(String message, Throwable cause) {
        super(message, cause);
    }
}
