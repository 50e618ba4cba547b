package dev.vireo.formats.dl4j.internal;

import dev.vireo.tensor.VireoException;

/** An exception whose message already names the file and the layer. */
final class LayerReadException extends VireoException {
    private static final long serialVersionUID = 1L;

    LayerReadException(String message) {
        super(message);
    }
}
