package dev.vireo.tensor.trace;

import dev.vireo.tensor.VireoException;

/** The function fails with other sizes or values than the sample's. */
final class VariationException extends VireoException {
    private static final long serialVersionUID = 1L;

    VariationException(String how, RuntimeException cause) {
        super("trace: the function runs with the sample, but not " + how + ": " + cause.getMessage(), cause);
    }
}
