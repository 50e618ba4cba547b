package dev.vireo.models.cli;

import dev.vireo.tensor.VireoException;

/** A result that did not pass its check, although the input was good: exit code 1. */
final class FailedCheckException extends VireoException {
    private static final long serialVersionUID = 1L;

    FailedCheckException(String message) {
        super(message);
    }
}
