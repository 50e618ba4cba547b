package dev.vireo.formats.dl4j.internal;

import dev.vireo.tensor.VireoException;

/** Names the file and the layer already. */
final class RefusedException extends VireoException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
