package dev.vireo.tensor.trace;

import dev.vireo.tensor.VireoException;

/** A run did something that a trace cannot express. */
final class UntraceableException extends VireoException {
    private static final long serialVersionUID = 1L;

    UntraceableException(String message) {
        super(message);
    }
}
