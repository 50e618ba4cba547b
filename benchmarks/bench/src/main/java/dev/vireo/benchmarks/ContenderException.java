package dev.vireo.benchmarks;

/** A contender cannot compute a task; the reason is in one line. */
final class ContenderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    ContenderException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
