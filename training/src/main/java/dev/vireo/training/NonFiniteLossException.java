package dev.vireo.training;

import dev.vireo.tensor.VireoException;

/** A run has stopped because its loss or a parameter is NaN or infinite; {@link Trainer#allowNonFinite} continues instead. */
public final class NonFiniteLossException extends VireoException {
    private static final long serialVersionUID = 1L;

    /** With what is not finite, and where in the run. */
    public NonFiniteLossException(String message) {
        super(message);
    }
}
