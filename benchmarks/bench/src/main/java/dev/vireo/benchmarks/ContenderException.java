package dev.vireo.benchmarks;

/** A contender cannot compute a task; the message says why in one line. */
final class ContenderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ContenderException(String reason) {
        super(reason);
    }
}
