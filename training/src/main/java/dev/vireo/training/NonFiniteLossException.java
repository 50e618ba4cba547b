package dev.vireo.training;

import dev.vireo.tensor.VireoException;

/** A run has stopped because its loss or a parameter is NaN or infinite; {@link Trainer#allowNonFinite} continues instead. */
public final class NonFiniteLossException extends VireoException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception that names the loss or parameter and the position in the run. */
    public NonFiniteLossException(String message) {
        super(message);
    }
}
