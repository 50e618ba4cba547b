package dev.vireo.tensor.trace;

import dev.vireo.tensor.VireoException;

/** A run did what a trace cannot hold. */
final class UntraceableException extends VireoException {
    private static final long serialVersionUID = 1L;

    UntraceableException(String message) {
        super(message);
    }
}
